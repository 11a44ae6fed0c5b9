import { clearable, email, id, line, name, phone, prose } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { addressHash } from './address-hash.ts';
import { Contact, PecrStatus } from './contact.entity.ts';
import { assertContact } from './contact-input.ts';

/** Corrects what is known of a contact, or says which kind of subscriber they are, and why. [N2] */
export const updateContact = verb({
  name: 'updateContact',
  permission: 'CONTACT_EDIT',
  input: edit(
    'UpdateContactInput',
    { id: id() },
    {
      name: name().optional(),
      email: clearable(email()),
      phone: clearable(phone()),
      organisation: clearable(line(200)),
      pecrStatus: oneOf(PecrStatus).optional(),
      statusReason: clearable(prose(1_000)),
    },
  ),
  async run(scope, { id: contactId, known, ...given }, services) {
    const contact = await loadLocked(scope, Contact, contactId);
    const { resellerId } = contact;
    const changed = assign(contact, given, known);
    if (!changed) return { result: contactId, subject: null };
    assertContact(contact);
    const hash = await addressHash(scope, services);
    contact.emailHash = hash.email(contact.email);
    contact.phoneHash = hash.phone(contact.phone);
    return { result: contactId, subject: { type: 'Contact', id: contactId, resellerId, changed } };
  },
});
