import type { Wanted } from '../connector-kind.ts';
import type { Found } from './directory.ts';
import { type Rdn, readDn } from './dn.ts';
import { readReference } from './plan.ts';

/** An account as it was found, and what stands in it about whose it is. */
export interface Account {
  readonly dn: string;
  readonly rdns: readonly Rdn[];
  readonly found: Found;
  readonly references: readonly { text: string; personId: string; subscriptionId: string; group: string }[];
}

export function accountOf(found: Found, referenceAttribute: string): Account {
  const noted = found.values.get(referenceAttribute.toLowerCase()) ?? [];
  const references = noted.flatMap((text) => {
    const reference = readReference(text);
    return reference ? [{ text, ...reference }] : [];
  });
  return { dn: found.dn, rdns: readDn(found.dn) ?? [], found, references };
}

/** What is noted of this subscription. */
export const ownReference = ({ references }: Account, { subscriptionId }: Wanted) =>
  references.find((reference) => reference.subscriptionId === subscriptionId);

export const valuesOf = ({ found }: Account, attribute: string): readonly string[] =>
  found.values.get(attribute.toLowerCase()) ?? [];

export const firstOf = (account: Account, attribute: string): string => valuesOf(account, attribute)[0] ?? '';
