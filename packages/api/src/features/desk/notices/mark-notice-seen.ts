import { id } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { isOwn, Notice } from './notice.entity.ts';

/**
 * Notes that whoever asks has seen a notice: for themselves only, and once. Somebody who may read it but was not addressed,
 * such as staff, changes nothing by it.
 */
export const markNoticeSeen = verb({
  name: 'markNoticeSeen',
  permission: 'NOTICE_READ',
  input: input('MarkNoticeSeenInput', { id: id() }),
  async run(scope, { id: noticeId }) {
    const { reference } = await scope.load(Notice, noticeId);
    const seen = await scope.sql(
      `update notice_recipient r set seen_at = $2 where r.notice_id = $1 and r.seen_at is null and ${isOwn('r')} returning r.id`,
      [noticeId, scope.now],
    );
    const subject = { type: 'Notice', id: noticeId, reference, ...tenancyOf(memberOf(scope.actor)) };
    return { result: noticeId, subject: seen.length ? subject : null };
  },
});
