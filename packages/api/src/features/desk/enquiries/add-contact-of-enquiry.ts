import { id, optional, prose } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertContact, contactOf, PecrStatus, writeContact } from '../contacts/index.ts';
import { openEnquiry, subjectOf } from './own-enquiry.ts';

/** Puts whoever asked into the register of contacts, or finds them there. That is no leave to write to them. [S4] [N2] */
export const addContactOfEnquiry = verb({
  name: 'addContactOfEnquiry',
  permission: 'CONTACT_EDIT',
  input: input('AddContactOfEnquiryInput', {
    id: id(),
    pecrStatus: oneOf(PecrStatus),
    statusReason: optional(prose(1_000)),
  }),
  async run(scope, { id: enquiryId, ...kind }, services) {
    const enquiry = await openEnquiry(scope, enquiryId);
    if (enquiry.contactId) return { result: enquiryId, subject: null };
    const { resellerId, name, email, phone, organisation, reference } = enquiry;
    const person = { name, email, phone, organisation, ...kind };
    assertContact(person);
    enquiry.contactId =
      (await contactOf(scope, resellerId, email)) ??
      (await writeContact(scope, services, {
        resellerId,
        ...person,
        source: 'ENQUIRY',
        sourceNote: reference,
      }));
    return { result: enquiryId, subject: subjectOf(enquiry, ['contactId']) };
  },
});
