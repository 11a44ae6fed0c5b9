import { addDays, localDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { type LockedNumber, subjectOf } from './lock-numbers.ts';

/** For how long a number that was in use is nobody's, so that nobody gets another's calls. */
export const QUARANTINE_DAYS = 90;

/** Takes numbers out of use and from whoever has them; their addresses pass into the history. */
export async function giveBack(scope: Scope, numbers: readonly LockedNumber[], days = QUARANTINE_DAYS) {
  const until = days > 0 ? addDays(localDate(scope.now), days) : null;
  const state = ({ state: was }: LockedNumber) => (was === 'IN_USE' && until ? 'QUARANTINED' : 'FREE');
  await scope.sql(
    `update telephone_number n set state = g.state, quarantined_until = case when g.state = 'QUARANTINED' then $2::date end,
        end_user_id = null, subscription_id = null, ports_on = null
      from jsonb_to_recordset($1) g (id uuid, state text) where n.id = g.id`,
    [JSON.stringify(numbers.map((one) => ({ id: one.id, state: state(one) }))), until],
  );
  await scope.sql(
    'update emergency_address set replaced_at = $2 where telephone_number_id = any ($1) and replaced_at is null',
    [numbers.map(({ id }) => id), scope.now],
  );
  return numbers.map((one) => subjectOf(one, { state: [one.state, state(one)] }));
}
