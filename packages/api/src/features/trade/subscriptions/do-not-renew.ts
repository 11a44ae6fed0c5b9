import { formatDate, id, localDate, noticeBy, type PlainDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { boundOf, end, RUNNING, type Running } from './running.ts';
import { stillNeeded } from './still-needed.ts';

/**
 * Has a subscription whose term would be followed by another one end with it. CONFLICT if its term does not renew, if it is to end
 * as it is, or if notice for this term could be given until a day that is past. [C4]
 */
export const doNotRenew = verb({
  name: 'doNotRenew',
  description: 'Has a subscription whose term would renew end with that term.',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('DoNotRenewInput', { id: id() }),
  async run(scope, { id: subscriptionId }) {
    const [running] = await scope.sql<Running>(
      `select ${RUNNING} from subscription s where s.id = $1 for no key update`,
      [subscriptionId],
    );
    if (!running) throw await notLocked(scope, 'subscription', subscriptionId);
    const endsOn = lastTermEnd(running, localDate(scope.now));
    const ending = { endsOn, state: running.state };
    const [needed] = [...(await stillNeeded(scope, [{ ...running, ending }])).values()];
    if (needed) throw conflict(needed, 'id');
    return { result: subscriptionId, subject: await end(scope, [{ ...running, ending }]) };
  },
});

/** The day after the last of its term. */
function lastTermEnd(running: Running, today: PlainDate): PlainDate {
  const { state, endsOn, commitment } = running;
  if (state === 'ENDING' || state === 'ENDED')
    throw conflict('This subscription has been cancelled already.', 'id');
  if (endsOn !== null)
    throw conflict(`This subscription does not renew: it is to end by ${formatDate(endsOn)} already.`, 'id');
  const until = commitment?.terms.follows === 'RENEWS' ? commitment.until : null;
  if (!commitment || until === null)
    throw conflict(
      'This subscription has no term that renews: cancel it for the day on which it ends.',
      'id',
    );
  const by = noticeBy(until, commitment.terms);
  if (by < today) {
    const next = boundOf(commitment, null, today)?.endsOn ?? until;
    throw conflict(
      `Notice for this term could be given until ${formatDate(by)}: it renews on ${formatDate(until)}. Cancel it to have it end by ${formatDate(next)}.`,
      'id',
    );
  }
  return until;
}
