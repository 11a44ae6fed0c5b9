import { date, id, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { end, endingOf, RUNNING, type Running } from './running.ts';
import { stillNeeded } from './still-needed.ts';

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
  async run(scope, { id: subscriptionId, endsOn }) {
    // Its lines may be written meanwhile: a billing run that this waits for must not wait for this.
    const [running] = await scope.sql<Running>(
      `select ${RUNNING} from subscription s where s.id = $1 for no key update`,
      [subscriptionId],
    );
    if (!running) throw await notLocked(scope, 'subscription', subscriptionId);
    const ending = endingOf(scope, running, endsOn);
    const [held] = [...(await stillNeeded(scope, [{ ...running, ending }])).values()];
    if (held) throw conflict(held, 'id');
    return { result: subscriptionId, subject: await end(scope, [{ ...running, ending }]) };
  },
});
