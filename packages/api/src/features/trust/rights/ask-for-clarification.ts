import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { beginWait, changeRightsRequest, lockRightsRequest } from './change-rights-request.ts';

/** Asks the person what they mean, where they cannot be answered otherwise; until they have said, the time does not run. [D3] */
export const askForClarification = verb({
  name: 'askForClarification',
  permission: 'RIGHTS_DECIDE',
  input: input('AskForClarificationInput', { id: id(), words: prose(2_000) }),
  async run(scope, { id: requestId, words }) {
    const request = await lockRightsRequest(scope, requestId);
    const status = await beginWait(scope, request, 'CLARIFICATION');
    return changeRightsRequest(scope, request, 'CLARIFICATION_ASKED', { status }, words);
  },
});
