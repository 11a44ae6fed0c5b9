import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockOwnNotice, subjectOf } from './lock-own-notice.ts';

/** The controller says that it has the notice and acts on it; once. [D5] */
export const acknowledgeBreachNotice = verb({
  name: 'acknowledgeBreachNotice',
  permission: 'BREACH_NOTICE_ANSWER',
  input: input('AcknowledgeBreachNoticeInput', { noticeId: id() }),
  async run(scope, { noticeId }) {
    const notice = await lockOwnNotice(scope, noticeId);
    if (notice.acknowledgedAt) return { result: noticeId, subject: null };
    const { membershipId } = memberOf(scope.actor);
    notice.acknowledgedAt = scope.now;
    notice.acknowledgedBy = membershipId;
    // What is acknowledged has been read, through whichever door it came.
    if (!notice.openedAt) Object.assign(notice, { openedAt: scope.now, openedBy: membershipId });
    return { result: noticeId, subject: { ...subjectOf(notice), changed: ['acknowledgedAt'] } };
  },
});
