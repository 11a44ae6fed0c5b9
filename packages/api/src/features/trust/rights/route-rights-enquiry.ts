import { id } from '@steward/shared';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { keepRightsRequest } from './keep-rights-request.ts';
import { companyOf } from './open-rights-request.ts';
import { RightsEnquiry } from './rights-enquiry.entity.ts';

/** An enquiry that waits, locked; CONFLICT if it waits no longer. */
export async function lockEnquiry(scope: Scope, enquiryId: string): Promise<RightsEnquiry> {
  const enquiry = await loadLocked(scope, RightsEnquiry, enquiryId);
  if (enquiry.state === 'ROUTED') throw conflict('This has been passed on to a company already.', 'id');
  if (enquiry.state === 'CLOSED') throw conflict('This has been closed already.', 'id');
  return enquiry;
}

/** Passes on what came by the public form to the company that is meant, which has the time from when it came. [S85] */
export const routeRightsEnquiry = verb({
  name: 'routeRightsEnquiry',
  permission: 'RIGHTS_ROUTE',
  input: input('RouteRightsEnquiryInput', { id: id(), companyId: id() }),
  async run(scope, { id: enquiryId, companyId }) {
    const controller = await companyOf(scope, companyId);
    const enquiry = await lockEnquiry(scope, enquiryId);
    const { kind, receivedOn, personName, personEmail, facts } = enquiry;
    const { id: requestId, subject } = await keepRightsRequest(scope, {
      ...controller,
      ...{ kind, receivedOn, personName, personEmail, facts },
      channel: 'FORM',
      identityMethod: null,
    });
    Object.assign(enquiry, { state: 'ROUTED', closedAt: scope.now });
    const changed = { state: ['WAITING', 'ROUTED'] } as const;
    const { resellerId } = enquiry;
    return {
      result: requestId,
      subject: [subject, { type: 'RightsEnquiry', id: enquiryId, resellerId, changed }],
    };
  },
});
