import { AUTHORITY_HOURS, id, line, optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { assign } from '../../../kernel/assign.ts';
import { input, moment } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import type { BreachNotice } from './breach-notice.entity.ts';
import { lockOwnNotice, subjectOf } from './lock-own-notice.ts';

/**
 * The controller notes when it told its authority, under which reference; or why it did not. After more than 72 hours it says why, too (Art.
 * 33(1)). Who was told stays told. [D5] [S86]
 */
export const recordAuthorityNotice = verb({
  name: 'recordAuthorityNotice',
  permission: 'BREACH_NOTICE_ANSWER',
  input: input('RecordAuthorityNoticeInput', {
    noticeId: id(),
    notifiedAt: optional(moment()),
    reference: optional(line(60)),
    reason: optional(prose(2_000)),
  }),
  async run(scope, { noticeId, notifiedAt, reference, reason }) {
    const notice = await lockOwnNotice(scope, noticeId);
    if (notifiedAt && notifiedAt > scope.now) throw invalid('notifiedAt', 'Must not be in the future.');
    if (notice.authorityNotifiedAt && !notifiedAt)
      throw conflict('You have noted that the authority was told: that stays.', 'notifiedAt');
    if (!notifiedAt && reference)
      throw invalid('notifiedAt', 'Must be filled in: when was the authority told?');
    if (!reason && (!notifiedAt || notifiedAt > dueOf(notice)))
      throw invalid(
        'reason',
        notifiedAt
          ? `Must be filled in: why was the authority told after more than ${AUTHORITY_HOURS} hours?`
          : 'Must be filled in: why is the authority not told?',
      );
    const changed = assign(
      notice,
      { authorityNotifiedAt: notifiedAt, authorityReference: reference, authorityReason: reason },
      undefined,
    );
    if (!changed) return { result: noticeId, subject: null };
    notice.authorityNotedAt = scope.now;
    notice.authorityNotedBy = memberOf(scope.actor).membershipId;
    return { result: noticeId, subject: { ...subjectOf(notice), changed } };
  },
});

/** Until when there is nothing to explain: the clock starts with delivery or, if that was before, when the notice was opened. */
function dueOf({ deliveredAt, openedAt }: BreachNotice): Date {
  const aware = [deliveredAt, openedAt].filter((at) => at !== null).map((at) => at.getTime());
  return new Date(aware.length ? Math.min(...aware) + AUTHORITY_HOURS * 3_600_000 : 8.64e15);
}
