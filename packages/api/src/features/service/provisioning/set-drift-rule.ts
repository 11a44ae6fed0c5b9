import { id, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { DriftPolicy } from './drift-rule.entity.ts';

/** What is done from now on about differences at a connector, or with one product of it, and how often it is looked at. [P1] */
export const setDriftRule = verb({
  name: 'setDriftRule',
  description:
    'Says what is done about differences at a connector, or with one of its products: corrected, accepted, or asked.',
  permission: 'PROVISIONING_WRITE',
  input: input('SetDriftRuleInput', {
    connectorId: id(),
    productId: optional(id()),
    policy: oneOf(DriftPolicy),
    everyHours: z
      .int()
      .min(1, 'Must be an hour at least.')
      .max(168, 'Must be a week, 168 hours, at most.')
      .default(6),
  }),
  async run(scope, { connectorId, productId, policy, everyHours }) {
    const [connector] = await scope.sql<{ name: string }>('select name from connector where id = $1', [
      connectorId,
    ]);
    if (!connector) throw notFound('connector');
    if (productId) {
      const products = await scope.sql('select from product where id = $1 and connector_id = $2', [
        productId,
        connectorId,
      ]);
      if (!products.length) throw notFound('product');
    }
    await scope.sql(
      `insert into drift_rule (id, connector_id, product_id, policy, every_hours) values ($1, $2, $3, $4, $5)
       on conflict (connector_id, product_id) do update set policy = excluded.policy, every_hours = excluded.every_hours`,
      [newId(), connectorId, productId, policy, everyHours],
    );
    const { resellerId } = memberOf(scope.actor);
    return {
      result: connectorId,
      subject: { type: 'Connector', id: connectorId, resellerId, changed: ['drift'] },
    };
  },
});
