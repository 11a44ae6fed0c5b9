import { z } from 'zod';

/** Names of schemas (RFC 7643, RFC 7644). */
export const SCHEMA = {
  USER: 'urn:ietf:params:scim:schemas:core:2.0:User',
  GROUP: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  PATCH: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
} as const;

const several = <T extends z.ZodType>(rule: T) => z.array(rule).nullish();
const valueRule = z.looseObject({
  value: z.string().nullish(),
  type: z.string().nullish(),
  display: z.string().nullish(),
  primary: z.union([z.boolean(), z.string()]).nullish(),
});
export type Value = z.infer<typeof valueRule>;

const metaRule = z.looseObject({ version: z.string().nullish(), created: z.string().nullish() }).nullish();

/** An account as an application says it, with whatever else stands in it: what is sent back whole must be whole. */
export const userRule = z.looseObject({
  id: z.string().min(1),
  externalId: z.string().nullish(),
  userName: z.string(),
  displayName: z.string().nullish(),
  name: z
    .looseObject({
      formatted: z.string().nullish(),
      givenName: z.string().nullish(),
      familyName: z.string().nullish(),
    })
    .nullish(),
  active: z.union([z.boolean(), z.string()]).nullish(),
  emails: several(valueRule),
  entitlements: several(valueRule),
  groups: several(valueRule),
  meta: metaRule,
});
export type User = z.infer<typeof userRule>;

export const groupRule = z.looseObject({
  id: z.string().min(1),
  displayName: z.string(),
  members: several(valueRule),
  meta: metaRule,
});
export type Group = z.infer<typeof groupRule>;

/** A list; some applications leave out how many there are, or say it in text. */
export const listRule = <T>(rule: z.ZodType<T>) =>
  z.object({
    totalResults: z.coerce.number().int().nonnegative().optional().catch(undefined),
    Resources: z.array(rule).nullish(),
  });

/** What an application says that it can do, as far as it is asked. */
export const abilitiesRule = z.looseObject({
  patch: z.looseObject({ supported: z.union([z.boolean(), z.string()]) }).optional(),
});

export const schemaRule = z.looseObject({
  attributes: z.array(z.looseObject({ name: z.string() })).default([]),
});

/** Whether it is true, however it is written. */
export const isTrue = (value: boolean | string | null | undefined): boolean =>
  String(value).toLowerCase() === 'true';

/** One thing that a PATCH changes; no value: it is to go. */
export interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/** In a filter texts are written as in JSON (RFC 7644, 3.4.2.2). */
export const equals = (attribute: string, text: string): string => `${attribute} eq ${JSON.stringify(text)}`;
