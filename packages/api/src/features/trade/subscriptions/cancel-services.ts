import { date, id, optional } from '@steward/shared';
import { bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { endAll, named } from './cancel-subscriptions.ts';

/** Ends one service of many end users; who does not have it is named. [C4] */
export const cancelServices = verb({
  name: 'cancelServices',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('CancelServicesInput', {
    endUserIds: bulkIds('end user'),
    productId: id(),
    endsOn: optional(date()),
  }),
  async run(scope, { endUserIds, productId, endsOn }) {
    const people = await scope.sql<{ id: string; name: string }>(
      `select id, first_name || ' ' || last_name as name from end_user where id = any ($1) order by last_key, first_key, id`,
      [endUserIds],
    );
    if (people.length !== endUserIds.length) throw notFound('end user');
    const found = await named(
      scope,
      `s.end_user_id = any ($1) and s.product_id = $2 and s.state not in ('ENDING', 'ENDED')`,
      [endUserIds, productId],
    );
    const having = new Set(found.map(({ endUserId }) => endUserId));
    const without = people
      .filter((person) => !having.has(person.id))
      .map((person) => ({ ...person, reason: 'Does not have it.' }));
    return endAll(scope, found, endsOn, without);
  },
});
