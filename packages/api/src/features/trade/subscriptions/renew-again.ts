import { formatDate, id, localDate, noticeBy, type PlainDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { judgeRules } from './judge-rules.ts';
import { RUNNING, type Running } from './running.ts';

/**
 * Has a subscription that was to end go on and renew as was agreed, until the last day of notice. CONFLICT if it renews anyway or
 * has no term that would, if notice is over, or if what it needs, or does not go with, says otherwise by then. [C4]
 */
export const renewAgain = verb({
  name: 'renewAgain',
  description: 'Has a subscription that was to end go on, and renew as was agreed.',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('RenewAgainInput', { id: id() }),
  async run(scope, { id: subscriptionId }) {
    const [running] = await scope.sql<Running>(
      `select ${RUNNING} from subscription s where s.id = $1 for no key update`,
      [subscriptionId],
    );
    if (!running) throw await notLocked(scope, 'subscription', subscriptionId);
    const endsOn = endToTakeBack(running, localDate(scope.now));
    const { resellerId, companyId, endUserId, productId, reference } = running;
    const line = { line: 0, action: 'ADD', heldProductId: null, person: null, subscriptionId } as const;
    const [stands] = await judgeRules(scope, companyId, [{ ...line, productId, endUserId }], endsOn);
    if (stands) throw conflict(stands.message, 'id');
    await scope.sql('update subscription set ends_on = null where id = $1', [subscriptionId]);
    return {
      result: subscriptionId,
      subject: {
        type: 'Subscription',
        ...{ id: subscriptionId, resellerId, companyId, endUserId, reference },
        changed: { endsOn: [endsOn, null] },
      },
    };
  },
});

/** The day by which it was to end. */
function endToTakeBack({ state, endsOn, commitment }: Running, today: PlainDate): PlainDate {
  if (state === 'ENDING' || state === 'ENDED')
    throw conflict('This subscription has ended: order it again.', 'id');
  if (endsOn === null)
    throw conflict('This subscription goes on already: nothing is to be taken back.', 'id');
  const until = commitment?.terms.follows === 'RENEWS' ? commitment.until : null;
  if (!commitment || until === null)
    throw conflict(
      'This subscription has no term that renews: order it again for the time after it ends.',
      'id',
    );
  const by = noticeBy(until, commitment.terms);
  if (by < today)
    throw conflict(
      `This could be said until ${formatDate(by)}, the last day of notice: order it again for the time after it ends.`,
      'id',
    );
  return endsOn;
}
