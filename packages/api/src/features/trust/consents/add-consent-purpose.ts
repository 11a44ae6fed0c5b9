import { line, newId, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
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
    text: prose(5_000),
  }),
  async run(scope, { text, ...given }) {
    const { level, resellerId, companyId } = memberOf(scope.actor);
    const controller = level as Controller;
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
    } as const;
    return { result: id, subject: { type: 'ConsentPurpose', id, resellerId, companyId, changed } };
  },
});
