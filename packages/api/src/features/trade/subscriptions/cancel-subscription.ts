import { addDays, date, formatDate, id, localDate, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Changes } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { dayAfterLast } from './dates.ts';
import { subscriptionEnding } from './events.ts';
import type { SubscriptionState } from './subscription.entity.ts';

interface Running {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  reference: string;
  state: SubscriptionState;
  startsOn: string;
  endsOn: string | null;
  started: boolean;
}

/**
 * Ends a subscription. `endsOn` is the day after the last one that is charged; without it today is the last. If the last
 * day is today or past, the service is taken away now; if it is to come, it goes on until then, and the day may be
 * changed by cancelling again. Only the platform's staff may name a day that is past. Days that have been invoiced stay:
 * the database refuses an end before them. [C4] [B4]
 */
export const cancelSubscription = verb({
  name: 'cancelSubscription',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('CancelSubscriptionInput', { id: id(), endsOn: optional(date()) }),
  async run(scope, { id: subscriptionId, endsOn: given }) {
    const running = await lockRunning(scope, subscriptionId);
    const endsOn = dayAfterLast(scope.now, running.startsOn, given, {
      mayDateBack: memberOf(scope.actor).level === 'PLATFORM',
    });
    if (endsOn === running.endsOn)
      throw conflict(`This subscription is to end by ${formatDate(endsOn)} already.`, 'endsOn');
    const state = stateAfter(scope.now, running, endsOn);
    await scope.sql('update subscription set ends_on = $2, state = $3 where id = $1', [
      subscriptionId,
      endsOn,
      state,
    ]);
    const { resellerId, companyId, endUserId, reference } = running;
    if (state === 'ENDING')
      await emit(scope, subscriptionEnding, { resellerId, subscriptionIds: [subscriptionId] });
    const changed: Changes = { endsOn: [running.endsOn, endsOn] };
    if (state !== running.state) changed.state = [running.state, state];
    const subject = {
      type: 'Subscription',
      id: subscriptionId,
      resellerId,
      companyId,
      endUserId,
      reference,
      changed,
    };
    return { result: subscriptionId, subject };
  },
});

/** Its lines may be written meanwhile: a billing run that this waits for must not wait for this. */
async function lockRunning(scope: Scope, subscriptionId: string): Promise<Running> {
  const [running] = await scope.sql<Running>(
    `select id, reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId", reference, state,
       starts_on::text as "startsOn", ends_on::text as "endsOn", started_at is not null as started
     from subscription where id = $1 for no key update`,
    [subscriptionId],
  );
  if (!running) throw notFound('subscription');
  if (running.state === 'ENDING' || running.state === 'ENDED') {
    throw conflict('This subscription has been cancelled already.', 'id');
  }
  return running;
}

/** What never began has nothing to be taken away; what still has days to come goes on. */
function stateAfter(now: Date, { startsOn, started, state }: Running, endsOn: string): SubscriptionState {
  if (!started && endsOn === startsOn) return 'ENDED';
  const tomorrow = addDays(localDate(now), 1);
  if (endsOn > tomorrow) return state;
  return started ? 'ENDING' : 'ENDED';
}
