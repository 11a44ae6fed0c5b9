import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeRightsRequest, lockRightsRequest } from './change-rights-request.ts';

/** The person takes back what they asked, or whoever they told so enters that. [D3] */
export const withdrawRightsRequest = verb({
  name: 'withdrawRightsRequest',
  permission: 'RIGHTS_OPEN',
  input: input('WithdrawRightsRequestInput', { id: id() }),
  async run(scope, { id: requestId }) {
    return closeRightsRequest(scope, await lockRightsRequest(scope, requestId), 'WITHDRAWN', null);
  },
});
