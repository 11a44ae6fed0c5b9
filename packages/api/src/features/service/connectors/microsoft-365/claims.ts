import { ConnectorFault } from '../connector-fault.ts';

/** For which subscription an account holds which licence. */
export interface Claim {
  subscriptionId: string;
  productCode: string;
  /** Empty: none yet. */
  sku: string;
}

/** What an extension attribute holds. */
const LONGEST = 1_024;

/** As they stand in an attribute of the account: `subscription=product=licence`, one after the other. */
export const claimsOf = (text: string): Claim[] =>
  text
    .split(';')
    .map((claim) => claim.split('='))
    .flatMap(([subscriptionId, productCode, sku]) =>
      subscriptionId && productCode && sku !== undefined ? [{ subscriptionId, productCode, sku }] : [],
    );

/** The reverse; throws REFUSED where they are too many. */
export function writtenClaims(claims: readonly Claim[]): string {
  const text = claims
    .map(({ subscriptionId, productCode, sku }) => `${subscriptionId}=${productCode}=${sku}`)
    .sort()
    .join(';');
  if (text.length <= LONGEST) return text;
  throw new ConnectorFault(
    'REFUSED',
    'The person has more services at Microsoft 365 than can be noted at one account.',
  );
}
