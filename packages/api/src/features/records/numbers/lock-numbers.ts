import type { Subject } from '../../../kernel/audit.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { NumberState } from './number.entity.ts';

export interface LockedNumber {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  subscriptionId: string | null;
  national: string;
  state: NumberState;
  quarantinedUntil: string | null;
  confirmed: boolean;
  pending: boolean;
}

/** Numbers that nobody else changes until this transaction ends, in their order; NOT_FOUND unless all are there and visible. */
export async function lockNumbers(scope: Scope, ids: readonly string[]): Promise<LockedNumber[]> {
  const found = await scope.sql<LockedNumber>(
    `with locked as (select n.id, n.reseller_id, n.company_id, n.end_user_id, n.subscription_id, n.number_key, n.national, n.state,
         n.quarantined_until, n.address_confirmed_at, n.address_pending
       from telephone_number n where n.id = any ($1) order by n.id for no key update)
     select id, reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId", subscription_id as "subscriptionId",
         national, state, quarantined_until::text as "quarantinedUntil", address_confirmed_at is not null as confirmed,
         address_pending as pending
       from locked order by number_key, id`,
    [ids],
  );
  const missing = ids.find((id) => !found.some((one) => one.id === id));
  if (missing) throw await notLocked(scope, 'telephone_number', missing, 'number');
  return found;
}

/** What the audit log is told of one of them. */
export const subjectOf = (
  { id, resellerId, companyId, endUserId }: LockedNumber,
  changed: Subject['changed'] = [],
): Subject => ({ type: 'TelephoneNumber', id, resellerId, companyId, endUserId, changed });
