import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { outsideVerb, perform } from '../../../kernel/verb.ts';
import { observeSubscription } from './observe-subscription.ts';

/**
 * Looks now at what is there for a subscription. Connectors are the product's own, so it is the product that looks; whoever asked
 * sees what it has seen. [P1]
 */
export const observe = outsideVerb({
  name: 'observe',
  description:
    'Looks now at what is there for a subscription. Of what is told by webhook or done by hand the last word stands already.',
  permission: 'PROVISIONING_RETRY',
  input: input('ObserveInput', { subscriptionId: id() }),
  async plan(scope, { subscriptionId }) {
    const [subscription] = await scope.sql<{ resellerId: string }>(
      'select reseller_id as "resellerId" from subscription where id = $1',
      [subscriptionId],
    );
    if (!subscription) throw notFound('subscription');
    return subscription;
  },
  async call({ resellerId }, { subscriptionId }, setting) {
    const does = [observeSubscription.name];
    const credentials = { kind: 'system', task: 'observe', resellerId, does } as const;
    return perform({ ...setting, credentials }, observeSubscription, { subscriptionId });
  },
  async settle(_scope, _planned, { busyUntil, problem }, { subscriptionId }) {
    if (busyUntil)
      throw conflict('The provisioning system is busy. Please try again in a minute.', 'subscriptionId');
    if (problem) throw conflict(problem, 'subscriptionId');
    return { result: subscriptionId, subject: null };
  },
});
