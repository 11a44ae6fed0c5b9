import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeRightsRequest, lockRightsRequest } from './change-rights-request.ts';
import { NEEDS_PROOF } from './rights-kinds.ts';

/** Tells the person what was done. Where it would do harm if done for somebody else, it is known first who asks. [D3] */
export const completeRightsRequest = verb({
  name: 'completeRightsRequest',
  permission: 'RIGHTS_DECIDE',
  input: input('CompleteRightsRequestInput', { id: id(), words: prose(4_000) }),
  async run(scope, { id: requestId, words }) {
    const request = await lockRightsRequest(scope, requestId);
    if (!request.identityMethod && NEEDS_PROOF.has(request.kind))
      throw conflict('It is not known who asks: confirm their identity first, or ask for it.', 'id');
    return closeRightsRequest(scope, request, 'COMPLETED', words);
  },
});
