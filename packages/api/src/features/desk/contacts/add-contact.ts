import { optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { ContactSource } from './contact.entity.ts';
import { assertContact, contactShape } from './contact-input.ts';
import { writeContact } from './write-contact.ts';

/** Enters somebody in one's own register of contacts. Being in it is no leave to write to them. [N2] */
export const addContact = verb({
  name: 'addContact',
  permission: 'CONTACT_EDIT',
  input: input('AddContactInput', {
    ...contactShape,
    source: oneOf(ContactSource),
    sourceNote: optional(prose(1_000)),
  }),
  async run(scope, given, services) {
    assertContact(given);
    if (given.source === 'OTHER' && !given.sourceNote)
      throw invalid('sourceNote', 'Say where they are from.');
    const { resellerId } = memberOf(scope.actor);
    const id = await writeContact(scope, services, { resellerId, ...given });
    const changed = { source: [null, given.source], pecrStatus: [null, given.pecrStatus] } as const;
    return { result: id, subject: { type: 'Contact', id, resellerId, changed } };
  },
});
