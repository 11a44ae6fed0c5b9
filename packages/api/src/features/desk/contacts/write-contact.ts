import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { addressHash } from './address-hash.ts';
import { Contact } from './contact.entity.ts';

export type NewContact = Pick<
  Contact,
  | 'resellerId'
  | 'name'
  | 'email'
  | 'phone'
  | 'organisation'
  | 'source'
  | 'sourceNote'
  | 'pecrStatus'
  | 'statusReason'
>;

/** Puts a contact into the register; gives its id. */
export async function writeContact(scope: Scope, services: Services, given: NewContact): Promise<string> {
  const hash = await addressHash(scope, services);
  const id = newId();
  await scope.insert(Contact, {
    id,
    ...given,
    emailHash: hash.email(given.email),
    phoneHash: hash.phone(given.phone),
    createdAt: scope.now,
    activeAt: scope.now,
  });
  return id;
}

/** The contact of this address in a tenant's register, if there is one. */
export async function contactOf(
  scope: Scope,
  resellerId: string,
  address: string,
): Promise<string | undefined> {
  const [found] = await scope.sql<{ id: string }>(
    'select id from contact where reseller_id = $1 and email_key = lower($2)',
    [resellerId, address],
  );
  return found?.id;
}
