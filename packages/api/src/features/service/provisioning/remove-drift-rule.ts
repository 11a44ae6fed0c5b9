import { id, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** A product follows the rule of its connector again; a connector without one shows differences and leaves them to staff. [P1] */
export const removeDriftRule = verb({
  name: 'removeDriftRule',
  description:
    'Takes back what was said of differences at a connector, or with one of its products: without a rule they are shown, and staff are asked.',
  permission: 'PROVISIONING_WRITE',
  input: input('RemoveDriftRuleInput', { connectorId: id(), productId: optional(id()) }),
  async run(scope, { connectorId, productId }) {
    const [removed] = await scope.sql<{ id: string }>(
      'delete from drift_rule where connector_id = $1 and product_id is not distinct from $2 returning id',
      [connectorId, productId],
    );
    if (!removed) throw notFound('rule for differences');
    const { resellerId } = memberOf(scope.actor);
    return {
      result: connectorId,
      subject: { type: 'Connector', id: connectorId, resellerId, changed: ['drift'] },
    };
  },
});
