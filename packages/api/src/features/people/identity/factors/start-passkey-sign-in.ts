import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { askPasskey } from './ask-passkey.ts';

/** What the browser is to be asked of whoever signs in by a passkey alone: whichever they have here. [I3] [S42] */
export const startPasskeySignIn = verb({
  name: 'startPasskeySignIn',
  description: 'Begins to sign in by a passkey alone: what the browser is to be asked, as JSON.',
  permission: 'anonymous',
  input: input('StartPasskeySignInInput', {}),
  run: (scope, _given, { passkeys }) => askPasskey(scope, passkeys, []),
});
