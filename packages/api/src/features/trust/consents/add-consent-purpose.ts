import { line, newId, optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { ContactPurposeChoice } from '../../desk/contacts/index.ts';
import {
  ConsentAudience,
  ConsentPurpose,
  ContactChannelChoice,
  type Controller,
} from './consent-purpose.entity.ts';
import { publishText } from './publish-text.ts';

/** Begins to ask people for a consent, in these words, as the one who decides what it is for: one purpose and one channel. [D7] */
export const addConsentPurpose = verb({
  name: 'addConsentPurpose',
  permission: 'CONSENT_PUBLISH',
  input: input('AddConsentPurposeInput', {
    name: line(120),
    channel: oneOf(ContactChannelChoice),
    asks: oneOf(ConsentAudience),
    about: optional(oneOf(ContactPurposeChoice)),
    text: prose(5_000),
  }),
  async run(scope, { text, ...given }) {
    const { level, resellerId, companyId } = memberOf(scope.actor);
    const controller = level as Controller;
    assertAudience(controller, given);
    const id = newId();
    await scope.insert(ConsentPurpose, {
      id,
      controller,
      resellerId: controller === 'RESELLER' ? resellerId : null,
      companyId: controller === 'COMPANY' ? companyId : null,
      ...given,
      createdAt: scope.now,
    });
    await publishText(scope, { purposeId: id, version: 1, text, widens: false });
    const changed = {
      name: [null, given.name],
      channel: [null, given.channel],
      asks: [null, given.asks],
      about: [null, given.about],
    } as const;
    return { result: id, subject: { type: 'ConsentPurpose', id, resellerId, companyId, changed } };
  },
});

/** Contacts are the operator's and resellers', and asked for something that letters are about; others are not asked by that. */
function assertAudience(
  controller: Controller,
  { asks, about }: Pick<ConsentPurpose, 'asks' | 'about'>,
): void {
  if (asks !== 'CONTACTS') {
    if (about) throw invalid('about', 'Is for what contacts are asked.');
    return;
  }
  if (controller === 'COMPANY') throw invalid('asks', 'A company has no register of contacts.');
  if (!about) throw invalid('about', 'Say what contacts are then written about.');
}
