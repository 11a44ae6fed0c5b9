import { date, localDate, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Changes } from '../../../kernel/audit.ts';
import { bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { announceRepricing } from './announce-repricing.ts';
import { firstDayOfPrice, keeps, type Repricing, repricings } from './repricing.ts';

/**
 * Moves subscriptions to the price that new ones begin with, from a day on; until then, and without this, each keeps the price
 * it began with. A reseller sets what its companies pay, the platform what its resellers and its direct customers pay; what
 * the other side has planned stays. Who pays is told by mail. Those that keep their price are named. [C2] [C3]
 */
export const repriceSubscriptions = verb({
  name: 'repriceSubscriptions',
  description:
    'Moves subscriptions to the price that new ones begin with, from a day on; without one from today.',
  permission: 'SUBSCRIPTION_REPRICE',
  input: input('RepriceSubscriptionsInput', { ids: bulkIds('subscription'), from: optional(date()) }),
  async run(scope, { ids, from: given }, { publicUrl }) {
    const level = memberOf(scope.actor).level as 'PLATFORM' | 'RESELLER';
    const from = firstDayOfPrice(scope.now, given);
    const found = await scope.sql<Repricing>(repricings('for no key update'), [ids, from]);
    if (found.length !== ids.length) throw notFound('subscription');
    const judged = found.map((one) => ({ one, reason: keeps(one) }));
    const moved = judged.flatMap(({ one, reason }) => (reason === undefined ? one : []));
    if (moved.length) {
      await setPrices(scope, moved, level);
      await announceRepricing(scope, moved, level, publicUrl);
    }
    return {
      result: {
        done: moved.length,
        refused: judged.flatMap(({ one: { id, name }, reason }) => (reason ? { id, name, reason } : [])),
      },
      subject: moved.map((one) => ({
        type: 'Subscription',
        id: one.id,
        resellerId: one.resellerId,
        // What its reseller pays is nothing for the company's log.
        ...(level === 'RESELLER' || one.direct ? { companyId: one.companyId, endUserId: one.endUserId } : {}),
        reference: one.reference,
        changed: changesOf(one),
      })),
    };
  },
});

const changesOf = (one: Repricing): Changes => ({
  ...(one.retailMinor !== one.newRetailMinor && { retailMinor: [one.retailMinor, one.newRetailMinor] }),
  ...(one.wholesaleMinor !== one.newWholesaleMinor && {
    wholesaleMinor: [one.wholesaleMinor, one.newWholesaleMinor],
  }),
});

/** The prices that each level sets; a reseller may not even write the other. */
const SET = {
  PLATFORM: 'retail_minor = %.retail_minor, wholesale_minor = %.wholesale_minor',
  RESELLER: 'retail_minor = %.retail_minor',
};

/** A term from the day on, the same prices in those that come after it, and in the subscription if it holds today. */
async function setPrices(scope: Scope, moved: readonly Repricing[], level: keyof typeof SET): Promise<void> {
  const set = (row: string) => SET[level].replaceAll('%', row);
  const rows = JSON.stringify(
    moved.map((one) => ({
      id: one.id,
      from: one.from,
      retail_minor: one.newRetailMinor,
      wholesale_minor: one.newWholesaleMinor,
    })),
  );
  const given =
    'jsonb_to_recordset($1) g (id uuid, "from" date, retail_minor integer, wholesale_minor integer)';
  await scope.sql(
    `insert into subscription_term (id, reseller_id, company_id, end_user_id, subscription_id, "from", product_id, quantity,
         parameters, retail_minor, wholesale_minor, begun_at, created_at)
       select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, g."from", held.product_id, held.quantity, held.parameters,
           g.retail_minor, g.wholesale_minor, case when g."from" <= greatest($2, s.starts_on) then $3::timestamptz end, $3
         from ${given} join subscription s on s.id = g.id
         cross join lateral (select t.product_id, t.quantity, t.parameters from subscription_term t
           where t.subscription_id = s.id and t."from" <= g."from" order by t."from" desc limit 1) held
       on conflict (subscription_id, "from") do update set ${set('excluded')}`,
    [rows, localDate(scope.now), scope.now],
  );
  await scope.sql(
    `update subscription_term t set ${set('g')} from ${given} where t.subscription_id = g.id and t."from" > g."from"`,
    [rows],
  );
  await scope.sql(
    `update subscription s set ${set('g')} from ${given} where s.id = g.id and g."from" <= greatest($2, s.starts_on)`,
    [rows, localDate(scope.now)],
  );
}
