import { id, newId, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { AccessEntry } from './access-entry.entity.ts';
import { AccessQuestion } from './access-question.entity.ts';
import { mailAccessQuestionJob } from './mail-access-question.ts';

/** An end user asks their company, the controller, about an opening of what is about them; once about each. [U6] */
export const askAboutAccess = verb({
  name: 'askAboutAccess',
  permission: 'ACCESS_LEDGER_ASK',
  input: input('AskAboutAccessInput', { entryId: id(), question: prose(1_000) }),
  async run(scope, { entryId, question }) {
    const { endUserId } = memberOf(scope.actor);
    const entry = await scope.load(AccessEntry, entryId);
    const { resellerId, companyId } = entry;
    if (!endUserId || !companyId || entry.endUserId !== endUserId) throw notFound('access entry');
    const [asked] = await scope.sql('select from access_question where access_entry_id = $1', [entryId]);
    if (asked) throw conflict('You have asked about this entry already.', 'entryId');
    const questionId = newId();
    const whose = { resellerId, companyId, endUserId };
    await scope.insert(AccessQuestion, {
      ...whose,
      id: questionId,
      accessEntryId: entryId,
      question,
      askedAt: scope.now,
      answer: null,
      answeredAt: null,
      answeredBy: null,
    });
    await enqueue(scope, mailAccessQuestionJob, { resellerId, questionId, answer: false });
    return { result: entryId, subject: { type: 'AccessQuestion', id: questionId, ...whose } };
  },
});
