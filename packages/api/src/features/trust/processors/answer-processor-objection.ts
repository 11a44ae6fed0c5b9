import { id, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { mailObjectionAnswerJob } from './mail-objection-answer.ts';
import { ObjectionAnswer, ProcessorObjection } from './processor-objection.entity.ts';
import { lockAnnounced, withdrawChange } from './withdraw-change.ts';

/**
 * Answers an objection, once, as whoever announced the change. To uphold it is to withdraw the change, for everyone. Who objected is
 * told in either case, and the answer is kept. [D1]
 */
export const answerProcessorObjection = verb({
  name: 'answerProcessorObjection',
  permission: 'PROCESSOR_WRITE',
  input: input('AnswerProcessorObjectionInput', {
    id: id(),
    answer: oneOf(ObjectionAnswer),
    answerText: prose(2_000),
  }),
  async run(scope, { id: objectionId, answer, answerText }) {
    const { membershipId, resellerId: own } = memberOf(scope.actor);
    const [found] = await scope.sql<{ changeId: string; answeredAt: Date | null }>(
      `select o.change_id as "changeId", o.answered_at as "answeredAt" from processor_objection o
        where o.id = $1 and o.change_id in (select c.id from processor_change c where c.reseller_id = $2)`,
      [objectionId, own],
    );
    if (!found) throw notFound('objection');
    if (found.answeredAt) throw conflict('This objection has been answered already.', 'id');
    const [change] = await scope.sql<{ state: string }>(
      'select state from processor_change where id = $1 for update',
      [found.changeId],
    );
    if (answer === 'UPHELD' && change?.state === 'ANNOUNCED')
      await withdrawChange(scope, await lockAnnounced(scope, found.changeId, 'id'), answerText);
    const objection = await scope.load(ProcessorObjection, objectionId);
    if (objection.answeredAt) throw conflict('This objection has been answered already.', 'id');
    Object.assign(objection, { answer, answerText, answeredAt: scope.now, answeredBy: membershipId });
    const { resellerId, companyId } = objection;
    await enqueue(scope, mailObjectionAnswerJob, { objectionId, resellerId });
    const subject = { type: 'ProcessorObjection', id: objectionId, resellerId, companyId };
    return { result: objectionId, subject: { ...subject, changed: { answer: [null, answer] as const } } };
  },
});
