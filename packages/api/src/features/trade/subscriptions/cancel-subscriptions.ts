import { addDays, date, formatDate, localDate, optional } from '@steward/shared';
import { type BulkOutcome, type BulkRefusal, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { invalid, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Outcome, verb } from '../../../kernel/verb.ts';
import { end, endingOf, RUNNING, type Running } from './running.ts';
import { stillNeeded } from './still-needed.ts';

/** What people call a subscription among many: what it is, and whose. */
type Named = Running & { name: string };

/**
 * Ends many subscriptions, as `cancelSubscription` ends one; none of them is dated back. Those that cannot end so are left as
 * they are and named. [C4]
 */
export const cancelSubscriptions = verb({
  name: 'cancelSubscriptions',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('CancelSubscriptionsInput', { ids: bulkIds('subscription'), endsOn: optional(date()) }),
  async run(scope, { ids, endsOn }) {
    const found = await named(scope, 's.id = any ($1)', [ids]);
    if (found.length !== ids.length) throw notFound('subscription');
    return endAll(scope, found, endsOn);
  },
});

/** Locks subscriptions, and says what people call them. */
export const named = (scope: Scope, condition: string, parameters: readonly unknown[]): Promise<Named[]> =>
  scope.sql<Named>(
    `with locked as (
       select s.id, s.reseller_id, s.company_id, s.end_user_id, s.product_id, s.reference, s.state, s.starts_on, s.ends_on, s.part_of_id, s.started_at
         from subscription s where ${condition} order by id for no key update)
     select ${RUNNING}, p.name || ' · ' || coalesce(u.first_name || ' ' || u.last_name, c.name) as name
       from locked s join product p on p.id = s.product_id join company c on c.id = s.company_id
         left join end_user u on u.id = s.end_user_id
       order by p.name_key, u.last_key, u.first_key, s.reference`,
    parameters,
  );

/** Ends those that can end so. INVALID_INPUT for a day that is past for all of them. */
export async function endAll(
  scope: Scope,
  found: readonly Named[],
  endsOn: string | null,
  refused: readonly BulkRefusal[] = [],
): Promise<Outcome<BulkOutcome>> {
  const tomorrow = addDays(localDate(scope.now), 1);
  if (endsOn !== null && endsOn < tomorrow)
    throw invalid('endsOn', `Must not be before ${formatDate(tomorrow)}: today is the earliest last day.`);
  const judged = found.map((running) => ({ ...running, ending: attempt(scope, running, endsOn) }));
  const able = judged.flatMap((one) =>
    typeof one.ending === 'string' ? [] : [{ ...one, ending: one.ending }],
  );
  const needed = await stillNeeded(scope, able);
  const ending = able.filter(({ id }) => !needed.has(id));
  const left = judged.flatMap(({ id, name, ending: said }) => {
    const reason = typeof said === 'string' ? said : needed.get(id);
    return reason === undefined ? [] : [{ id, name, reason }];
  });
  const subject = await end(scope, ending);
  return { result: { done: ending.length, refused: [...refused, ...left] }, subject };
}

function attempt(scope: Scope, running: Running, endsOn: string | null) {
  try {
    return endingOf(scope, running, endsOn);
  } catch (error) {
    if (error instanceof Problem) return error.fields[0]?.message ?? error.message;
    throw error;
  }
}
