import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { answer, answerShape } from './answer-consent.ts';

/** Consents for oneself, to the words that were shown. Nothing else counts as consent: no silence, no box ticked before. [D7] */
export const giveConsent = verb({
  name: 'giveConsent',
  description: 'Consents for yourself to the version of the words that you were shown.',
  permission: 'CONSENT_OWN',
  input: input('GiveConsentInput', answerShape),
  run: (scope, given) => answer(scope, given, 'GIVEN'),
});
