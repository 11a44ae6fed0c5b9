import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockEnquiry } from './route-rights-enquiry.ts';

/** Closes what came by the public form and concerns nobody here; why is noted, and the person is told nothing that would say who is a customer. */
export const closeRightsEnquiry = verb({
  name: 'closeRightsEnquiry',
  permission: 'RIGHTS_ROUTE',
  input: input('CloseRightsEnquiryInput', { id: id(), note: prose(2_000) }),
  async run(scope, { id: enquiryId, note }) {
    const enquiry = await lockEnquiry(scope, enquiryId);
    Object.assign(enquiry, { state: 'CLOSED', closedAt: scope.now, note });
    const changed = { state: ['WAITING', 'CLOSED'] } as const;
    const { resellerId } = enquiry;
    return { result: enquiryId, subject: { type: 'RightsEnquiry', id: enquiryId, resellerId, changed } };
  },
});
