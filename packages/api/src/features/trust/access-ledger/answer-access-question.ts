import { id, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { AccessQuestion } from './access-question.entity.ts';
import { mailAccessQuestionJob } from './mail-access-question.ts';

/** The company answers what one of its people asked about an opening; the person is told. [U6] */
export const answerAccessQuestion = verb({
  name: 'answerAccessQuestion',
  permission: 'ACCESS_LEDGER_ANSWER',
  input: input('AnswerAccessQuestionInput', { questionId: id(), answer: prose(2_000) }),
  async run(scope, { questionId, answer }) {
    const asked = await loadLocked(scope, AccessQuestion, questionId);
    if (asked.answeredAt) throw conflict('This question has been answered already.', 'questionId');
    const { membershipId } = memberOf(scope.actor);
    Object.assign(asked, { answer, answeredAt: scope.now, answeredBy: membershipId });
    const { resellerId, companyId, endUserId, accessEntryId } = asked;
    await enqueue(scope, mailAccessQuestionJob, { resellerId, questionId, answer: true });
    return {
      result: accessEntryId,
      subject: { type: 'AccessQuestion', id: questionId, resellerId, companyId, endUserId },
    };
  },
});
