import { memberOf } from '../../../kernel/actor.ts';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { enqueueAll } from '../../../kernel/jobs.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { mailBreachNoticesJob } from './mail-breach-notices.ts';
import { passOn } from './pass-on.ts';

/** Passes notices that wait with their reseller on to the companies they are for; each once. [D5] */
export const passOnBreachNotices = verb({
  name: 'passOnBreachNotices',
  permission: 'INCIDENT_MANAGE',
  input: input('PassOnBreachNoticesInput', { noticeIds: bulkIds('notice') }),
  async run(scope, { noticeIds }) {
    const there = await scope.sql<{ id: string; name: string }>(
      'select id, reference as name from breach_notice where id = any ($1) order by id for no key update',
      [noticeIds],
    );
    if (there.length < noticeIds.length) throw notFound('breach notice');
    const passed = await passOn(scope, noticeIds, memberOf(scope.actor).membershipId);
    await enqueueAll(
      scope,
      mailBreachNoticesJob,
      [...new Set(passed.map(({ resellerId }) => resellerId))].map((resellerId) => ({ resellerId })),
    );
    const done = new Set(passed.map(({ id }) => id));
    const refused = there
      .filter(({ id }) => !done.has(id))
      .map((notice) => ({ ...notice, reason: 'It has been passed on already.' }));
    return {
      result: { done: passed.length, refused } satisfies BulkOutcome,
      subject: passed.map((notice) => ({ type: 'BreachNotice', ...notice })),
    };
  },
});
