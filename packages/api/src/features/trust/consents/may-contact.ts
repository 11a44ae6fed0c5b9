import { CONTACT_REASONS, type ContactReason, id } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { enumeration } from '../../../kernel/table.ts';
import { Contact, ContactPurposeChoice } from '../../desk/contacts/index.ts';
import { ContactChannelChoice } from './consent-purpose.entity.ts';
import { contactFacts, decideContact } from './contact.ts';

export const ContactReasonChoice = enumeration(
  'ContactReason',
  Object.fromEntries(CONTACT_REASONS.map((word) => [word, word])) as Record<ContactReason, ContactReason>,
);

/** Whether a contact may be reached, and why. */
@ObjectType()
export class ContactDecision {
  @Field(() => Boolean) allowed!: boolean;
  @Field(() => String, { description: 'In words.' }) reason!: string;
  @Field(() => ContactReasonChoice) code!: ContactReason;
  @Field(() => String, { description: 'What says so, such as PECR reg. 22(2).' }) rule!: string;
}

/** Whether a contact may be written to or called about something, now, and by which rule. [N2] [S87] */
export const mayContactView = view({
  name: 'mayContact',
  permission: 'CONTACT_READ',
  input: input('MayContactInput', {
    contactId: id(),
    purpose: oneOf(ContactPurposeChoice),
    channel: oneOf(ContactChannelChoice),
  }),
  type: () => ContactDecision,
  shows: { of: () => Contact, by: 'contactId' },
  async run(scope, { contactId, purpose, channel }): Promise<ContactDecision> {
    const facts = await contactFacts(scope, contactId, purpose, channel);
    if (!facts) throw notFound('contact');
    const { why, ...decision } = decideContact(facts, channel);
    return { ...decision, reason: why };
  },
});
