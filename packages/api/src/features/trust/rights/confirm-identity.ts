import { id } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { changeRightsRequest, endWait, lockRightsRequest } from './change-rights-request.ts';
import { IdentityMethod } from './rights-request.entity.ts';

/** Notes how it is known who asks, in proportion to what they ask: never a document, or anything out of one. [D3] */
export const confirmIdentity = verb({
  name: 'confirmIdentity',
  description: 'Notes how it is known who asks; nothing that they showed is kept.',
  permission: 'RIGHTS_DECIDE',
  input: input('ConfirmIdentityInput', { id: id(), method: oneOf(IdentityMethod) }),
  async run(scope, { id: requestId, method }) {
    const request = await lockRightsRequest(scope, requestId);
    if (method === 'SIGNED_IN')
      throw invalid('method', 'Is only of whoever asked while signed in. Choose KNOWN or DOCUMENT_SEEN.');
    if (request.identityMethod) throw conflict('It is known already who asks.', 'id');
    const clarifying = request.status === 'AWAITING_CLARIFICATION';
    if (!clarifying) await endWait(scope, requestId);
    return changeRightsRequest(scope, request, 'IDENTITY_CONFIRMED', {
      identityMethod: method,
      status: clarifying ? request.status : 'IN_PROGRESS',
    });
  },
});
