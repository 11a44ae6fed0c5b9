import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockOwnNotice, subjectOf } from './lock-own-notice.ts';

/** Notes that the controller has a notice, or a supplement, before it: who opened it first, and when. The proof of reading. [D5] */
export const openBreachNotice = verb({
  name: 'openBreachNotice',
  permission: 'BREACH_NOTICE_ANSWER',
  input: input('OpenBreachNoticeInput', { noticeId: id() }),
  async run(scope, { noticeId }) {
    const notice = await lockOwnNotice(scope, noticeId);
    const opened = await scope.sql(
      'update breach_notice_phase set opened_at = $2 where notice_id = $1 and passed_on_at is not null and opened_at is null returning id',
      [noticeId, scope.now],
    );
    if (!notice.openedAt) {
      notice.openedAt = scope.now;
      notice.openedBy = memberOf(scope.actor).membershipId;
    }
    return {
      result: noticeId,
      subject: opened.length ? { ...subjectOf(notice), changed: ['openedAt'] } : null,
    };
  },
});
