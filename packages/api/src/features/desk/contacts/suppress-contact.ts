import { id, newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { Contact } from './contact.entity.ts';
import type { SuppressionReason } from './suppression.entity.ts';

/** Notes that somebody wants no marketing at all from whoever acts, by no channel. [S87] */
export const suppressContact = verb({
  name: 'suppressContact',
  permission: 'CONTACT_EDIT',
  input: input('SuppressContactInput', { contactId: id(), complained: z.boolean() }),
  async run(scope, { contactId, complained }) {
    const { resellerId } = await scope.load(Contact, contactId);
    const written = await suppress(scope, contactId, complained ? 'COMPLAINED' : 'ASKED');
    const changed = ['suppressed'];
    return {
      result: contactId,
      subject: written ? { type: 'Contact', id: contactId, resellerId, changed } : null,
    };
  },
});

/**
 * Puts a contact's address and number on the list of those who are left alone; how many were not there yet. What is said to the
 * operator, which transmits for all brands (PECR reg. 22(1)), holds for all, as does what somebody says to all.
 *
 * @param toAll they said it to everybody here
 */
export async function suppress(
  scope: Scope,
  contactId: string,
  reason: SuppressionReason,
  toAll = false,
): Promise<number> {
  const hashes = await scope.sql<{ hash: string; resellerId: string; everywhere: boolean }>(
    `select h.hash, c.reseller_id as "resellerId", $2 or r.is_platform as everywhere
       from contact c join reseller r on r.id = c.reseller_id, unnest(array[c.email_hash, c.phone_hash]) h (hash)
      where c.id = $1 and h.hash is not null
        and not exists (select from suppression s where s.address_hash = h.hash and s.reseller_id = c.reseller_id
          and (s.everywhere or not ($2 or r.is_platform)))`,
    [contactId, toAll],
  );
  for (const { hash, resellerId, everywhere } of hashes)
    await scope.sql(
      'insert into suppression (id, reseller_id, address_hash, everywhere, reason, since) values ($1, $2, $3, $4, $5, $6)',
      [newId(), resellerId, hash, everywhere, reason, scope.now],
    );
  return hashes.length;
}
