import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { changeRightsRequest, endWait, lockRightsRequest } from './change-rights-request.ts';

/** The person says what they mean, or whoever they told it enters that: the time runs again. [D3] */
export const answerClarification = verb({
  name: 'answerClarification',
  permission: 'RIGHTS_OPEN',
  input: input('AnswerClarificationInput', { id: id(), words: prose(2_000) }),
  async run(scope, { id: requestId, words }) {
    const request = await lockRightsRequest(scope, requestId);
    if (request.status !== 'AWAITING_CLARIFICATION')
      throw conflict('Nothing has been asked that waits for an answer.', 'id');
    await endWait(scope, requestId);
    return changeRightsRequest(scope, request, 'CLARIFIED', { status: 'IN_PROGRESS' }, words);
  },
});
