import { id, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertColleague } from './form-input.ts';
import { openEnquiry, subjectOf } from './own-enquiry.ts';

/** Takes an enquiry, or gives it to a colleague. [S4] */
export const takeEnquiry = verb({
  name: 'takeEnquiry',
  description: 'Makes the enquiry yours, or a colleague’s, to be answered.',
  permission: 'ENQUIRY_ANSWER',
  input: input('TakeEnquiryInput', { id: id(), ownerId: optional(id()) }),
  async run(scope, { id: enquiryId, ownerId }) {
    const enquiry = await openEnquiry(scope, enquiryId);
    await assertColleague(scope, ownerId);
    const owner = ownerId ?? memberOf(scope.actor).membershipId;
    const { state } = enquiry;
    if (enquiry.ownerId === owner && state !== 'NEW') return { result: enquiryId, subject: null };
    enquiry.ownerId = owner;
    if (state === 'NEW') enquiry.state = 'TAKEN';
    const changed = { ownerId: [null, owner], state: [state, enquiry.state] } as const;
    return { result: enquiryId, subject: subjectOf(enquiry, changed) };
  },
});
