import { id, optional, prose } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { EnquiryOutcome } from './enquiry.entity.ts';
import { openEnquiry, subjectOf } from './own-enquiry.ts';

/** Closes an enquiry and says what became of it: they are a customer now, it came to nothing, or it was none. [S4] */
export const closeEnquiry = verb({
  name: 'closeEnquiry',
  permission: 'ENQUIRY_ANSWER',
  input: input('CloseEnquiryInput', {
    id: id(),
    outcome: oneOf(EnquiryOutcome),
    note: optional(prose(2_000)),
  }),
  async run(scope, { id: enquiryId, outcome, note }) {
    const enquiry = await openEnquiry(scope, enquiryId);
    const { state } = enquiry;
    Object.assign(enquiry, { state: 'CLOSED', outcome, note, closedAt: scope.now });
    const changed = { state: [state, 'CLOSED'], outcome: [null, outcome] } as const;
    return { result: enquiryId, subject: subjectOf(enquiry, changed) };
  },
});
