import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { answer, answerShape } from './answer-consent.ts';

/** Says no for oneself, so that one is not asked again until the words ask for something else. [D7] */
export const refuseConsent = verb({
  name: 'refuseConsent',
  permission: 'CONSENT_OWN',
  input: input('RefuseConsentInput', answerShape),
  run: (scope, given) => answer(scope, given, 'REFUSED'),
});
