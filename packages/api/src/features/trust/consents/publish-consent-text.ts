import { id, prose } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { ownPurpose } from './own-purpose.ts';
import { publishText } from './publish-text.ts';

/**
 * Publishes newer words of a purpose. If they go beyond those before, whoever has consented has not consented to that: they are
 * asked again. [D7]
 */
export const publishConsentText = verb({
  name: 'publishConsentText',
  permission: 'CONSENT_PUBLISH',
  input: input('PublishConsentTextInput', { purposeId: id(), text: prose(5_000), widens: z.boolean() }),
  async run(scope, { purposeId, text, widens }) {
    const before = await ownPurpose(scope, purposeId);
    if (before.text === text) throw invalid('text', 'Is what it says already.');
    const version = before.version + 1;
    await publishText(scope, { purposeId, version, text, widens });
    const { resellerId, companyId } = memberOf(scope.actor);
    const changed = { version: [before.version, version] } as const;
    return {
      result: purposeId,
      subject: { type: 'ConsentPurpose', id: purposeId, resellerId, companyId, changed },
    };
  },
});
