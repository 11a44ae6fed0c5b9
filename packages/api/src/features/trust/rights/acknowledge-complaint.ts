import { id, optional, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { changeRightsRequest, lockRightsRequest } from './change-rights-request.ts';
import { isPausedNow } from './rights-clock.ts';

/** Tells somebody who complains that the complaint has come and is looked into: within thirty days. [D3] */
export const acknowledgeComplaint = verb({
  name: 'acknowledgeComplaint',
  permission: 'RIGHTS_DECIDE',
  input: input('AcknowledgeComplaintInput', { id: id(), words: optional(prose(2_000)) }),
  async run(scope, { id: requestId, words }) {
    const request = await lockRightsRequest(scope, requestId);
    if (request.kind !== 'COMPLAIN') throw invalid('id', 'Must be a complaint.');
    if (request.acknowledgedAt) throw conflict('This complaint has been acknowledged already.', 'id');
    const status = isPausedNow(request) ? request.status : 'IN_PROGRESS';
    const to = { acknowledgedAt: scope.now, status };
    return changeRightsRequest(scope, request, 'ACKNOWLEDGED', to, words);
  },
});
