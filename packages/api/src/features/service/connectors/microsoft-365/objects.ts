import { z } from 'zod';
import { ConnectorFault } from '../connector-fault.ts';
import type { Wanted } from '../connector-kind.ts';
import { type Claim, claimsOf } from './claims.ts';

/** Where an account says whose it is, and for which subscriptions it holds what. */
export const WHOSE = 'extensionAttribute15';
export const CLAIMS = 'extensionAttribute14';

/** In a text of an OData filter. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** In a path or a query. */
export const at = (id: string): string => encodeURIComponent(id);

export const FIELDS =
  'id,userPrincipalName,displayName,givenName,surname,accountEnabled,usageLocation,assignedLicenses,onPremisesExtensionAttributes';

export const userRule = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  displayName: z.string().nullish(),
  givenName: z.string().nullish(),
  surname: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  usageLocation: z.string().nullish(),
  assignedLicenses: z
    .array(z.object({ skuId: z.string(), disabledPlans: z.array(z.string()).default([]) }))
    .default([]),
  onPremisesExtensionAttributes: z
    .object({ [WHOSE]: z.string().nullish(), [CLAIMS]: z.string().nullish() })
    .nullish(),
});
export type User = z.infer<typeof userRule>;

export const skuRule = z.object({
  skuId: z.string(),
  skuPartNumber: z.string(),
  capabilityStatus: z.string().nullish(),
  consumedUnits: z.number(),
  prepaidUnits: z.object({ enabled: z.number(), warning: z.number().default(0) }),
  servicePlans: z.array(z.object({ servicePlanId: z.string(), servicePlanName: z.string() })).default([]),
});
export type Sku = z.infer<typeof skuRule>;

export const groupRule = z.object({
  '@odata.type': z.string().optional(),
  id: z.string(),
  displayName: z.string().nullish(),
  groupTypes: z.array(z.string()).default([]),
});
export const pageOf = <T>(rule: z.ZodType<T>) =>
  z.object({ value: z.array(rule), '@odata.nextLink': z.string().optional() });
export const deletedRule = z.object({
  id: z.string(),
  onPremisesExtensionAttributes: userRule.shape.onPremisesExtensionAttributes,
});
export const mailboxRule = z.object({
  timeZone: z.string().nullish(),
  language: z.object({ locale: z.string().nullish() }).nullish(),
});
export const organizationRule = z.object({ displayName: z.string().nullish() });

export const attribute = (user: User, name: typeof WHOSE | typeof CLAIMS): string =>
  user.onPremisesExtensionAttributes?.[name] ?? '';
export const whoseOf = (user: User): string => attribute(user, WHOSE);
export const otherThan =
  ({ subscriptionId }: Wanted) =>
  (claim: Claim): boolean =>
    claim.subscriptionId !== subscriptionId;

/** What the account holds for the subscription; undefined where it says that it is nobody's. */
export const claimOf = (user: User, { subscriptionId, person }: Wanted): Claim | undefined =>
  whoseOf(user) === person?.id
    ? claimsOf(attribute(user, CLAIMS)).find((claim) => claim.subscriptionId === subscriptionId)
    : undefined;

export const holds = (user: User, { skuId }: Sku): boolean =>
  user.assignedLicenses.some((licence) => licence.skuId === skuId);

export const seatsLeft = ({ prepaidUnits, consumedUnits }: Sku): number =>
  prepaidUnits.enabled + prepaidUnits.warning - consumedUnits;

export function noSeats({ skuPartNumber, prepaidUnits }: Sku, detail?: string): ConnectorFault {
  const reason = `No seat of ${skuPartNumber} is left at Microsoft 365: all ${prepaidUnits.enabled + prepaidUnits.warning} are taken. Somebody must buy more, or free one.`;
  return new ConnectorFault('REFUSED', reason, { detail });
}

export function planOf({ servicePlans, skuPartNumber }: Sku, name: string): string {
  const plan = servicePlans.find(({ servicePlanName }) => servicePlanName === name);
  if (plan) return plan.servicePlanId;
  throw new ConnectorFault(
    'REFUSED',
    `The licence ${skuPartNumber} has no app ${name}: staff must change the settings.`,
  );
}

/** A look at one is enough: the pages that follow are left. */
export const first = <T>({ value }: { value: T[] }): { value: T[] } => ({ value });
