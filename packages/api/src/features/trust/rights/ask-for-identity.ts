import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { beginWait, changeRightsRequest, lockRightsRequest } from './change-rights-request.ts';

/** Asks the person to show who they are, where that is in doubt; until they have, the time does not run. [D3] */
export const askForIdentity = verb({
  name: 'askForIdentity',
  description: 'Writes to the person what would show who they are; nothing that they show is kept here.',
  permission: 'RIGHTS_DECIDE',
  input: input('AskForIdentityInput', { id: id(), words: prose(2_000) }),
  async run(scope, { id: requestId, words }) {
    const request = await lockRightsRequest(scope, requestId);
    if (request.identityMethod) throw conflict('It is known already who asks.', 'id');
    const status = await beginWait(scope, request, 'IDENTITY');
    return changeRightsRequest(scope, request, 'IDENTITY_ASKED', { status }, words);
  },
});
