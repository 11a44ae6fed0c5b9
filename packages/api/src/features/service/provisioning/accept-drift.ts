import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { mayBeAccepted, PLACE } from './drift.ts';
import { driftOf } from './drift-of.ts';

/**
 * Keeps what differs as it is: it is neither shown as a difference nor put right any more, until what is to be there is changed. A
 * service that is missing, or elsewhere, is not one that differs. [P1]
 */
export const acceptDrift = verb({
  name: 'acceptDrift',
  description: 'Keeps a difference as it is, until the subscription is changed in what differs.',
  permission: 'PROVISIONING_WRITE',
  input: input('AcceptDriftInput', { subscriptionId: id() }),
  async run(scope, { subscriptionId }) {
    const { drift, subject } = await driftOf(scope, subscriptionId);
    if (!mayBeAccepted(drift)) {
      throw conflict(
        drift.some(({ attribute }) => attribute === PLACE)
          ? 'The service is not where its product is set up: correct that, or give the product back to its former connector.'
          : 'The service is missing: correct that, or cancel the subscription, which is charged for.',
        'subscriptionId',
      );
    }
    // What differs by now from what was accepted before takes its place.
    await scope.sql(
      `update observation o set drift = '[]', drifted_at = null, accepted = o.drift || coalesce((
           select jsonb_agg(a) from jsonb_array_elements(o.accepted) a
            where not exists (select from jsonb_array_elements(o.drift) d where d ->> 'attribute' = a ->> 'attribute')), '[]')
        where subscription_id = $1`,
      [subscriptionId],
    );
    const { resellerId, companyId, endUserId } = subject;
    scope.hint({ kind: 'Subscription', id: subscriptionId, resellerId, companyId, endUserId });
    return { result: subscriptionId, subject: { ...subject, changed: ['accepted'] } };
  },
});
