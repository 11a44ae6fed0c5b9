import { formatDate, id, localDate, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { changeRightsRequest, lockRightsRequest } from './change-rights-request.ts';
import { isPausedNow } from './rights-clock.ts';

/** Takes two further months for what is complex, and tells the person why, which has to be within the first. [D3] */
export const extendRightsRequest = verb({
  name: 'extendRightsRequest',
  description: 'Takes two further months; the person is told why, within the first month.',
  permission: 'RIGHTS_DECIDE',
  input: input('ExtendRightsRequestInput', { id: id(), words: prose(2_000) }),
  async run(scope, { id: requestId, words }) {
    const request = await lockRightsRequest(scope, requestId);
    if (request.kind === 'COMPLAIN')
      throw conflict(
        'A complaint has no time that could be extended: it is answered without undue delay.',
        'id',
      );
    if (request.extended)
      throw conflict('This request has been extended already, which can be done once.', 'id');
    if (!isPausedNow(request) && localDate(scope.now) > request.dueOn)
      throw conflict(
        `The first month ended on ${formatDate(request.dueOn)}: the person had to be told by then. Answer the request now.`,
        'id',
      );
    return changeRightsRequest(scope, request, 'EXTENDED', { extended: true }, words);
  },
});
