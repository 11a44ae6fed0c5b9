import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeRightsRequest, lockRightsRequest } from './change-rights-request.ts';

/** Does not do what somebody asks, and tells them why, and that they may complain to the Information Commissioner. [D3] */
export const refuseRightsRequest = verb({
  name: 'refuseRightsRequest',
  description: 'Refuses a request with reasons; the person is told where they may complain.',
  permission: 'RIGHTS_DECIDE',
  input: input('RefuseRightsRequestInput', { id: id(), words: prose(4_000) }),
  async run(scope, { id: requestId, words }) {
    return closeRightsRequest(scope, await lockRightsRequest(scope, requestId), 'REFUSED', words);
  },
});
