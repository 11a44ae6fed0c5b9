import type { Tenancy } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { SubscriptionState } from './subscription.entity.ts';

/** The states from which provisioning may bring a subscription to another; what is ending never comes back. */
const FROM: Record<Exclude<SubscriptionState, 'ENDING'>, readonly SubscriptionState[]> = {
  PENDING: ['PARKED'],
  ACTIVE: ['PENDING', 'PARKED'],
  PARKED: ['PENDING', 'ACTIVE'],
  ENDED: ['ENDING'],
};

/**
 * Notes what provisioning has come to: ACTIVE when the service is there, PARKED when it cannot be made, PENDING when it
 * is tried again, ENDED when it has been taken away. Returns the ids of those that changed; subscriptions that are in a
 * state from which that does not follow, or not visible, stay as they are. [P1]
 */
export async function setSubscriptionState(
  scope: Scope,
  subscriptionIds: string | readonly string[],
  state: Exclude<SubscriptionState, 'ENDING'>,
): Promise<string[]> {
  const changed = await scope.sql<Tenancy & { id: string }>(
    `update subscription set state = $2 where id = any ($1) and state = any ($3)
     returning id, reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId"`,
    [[subscriptionIds].flat(), state, FROM[state]],
  );
  if (changed.length) scope.hint(...changed.map((row) => ({ kind: 'Subscription', ...row })));
  return changed.map(({ id }) => id);
}
