import { email, newId } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { networkOf } from '../../../kernel/network-of.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertNoWait } from './sign-in-throttle.ts';

/** A link to a new password is good for an hour, and for one use. [S43] */
const RESET_MS = 3_600_000;

/**
 * Asks for a link to a new password. Whether anyone signs in with this address decides a job later on, so that the answer
 * is the same, and takes as long. Slowed down like sign-in, but counted apart: whoever forgot a password has failed to sign
 * in before. [I1] [S42]
 */
export const requestPasswordReset = verb({
  name: 'requestPasswordReset',
  description:
    'Mails a link to a new password to whoever signs in with this address; the answer is the same if nobody does.',
  permission: 'anonymous',
  input: input('RequestPasswordResetInput', { email: email() }),
  async run(scope, { email: address }) {
    const [asked] = await scope.sql<{ wait: Date | null }>(
      'select request_password_reset($1, $2, $3, $4, $5) as wait',
      [address, networkOf(scope.address), newId(), new Date(scope.now.getTime() + RESET_MS), scope.now],
    );
    assertNoWait(scope, asked?.wait, 'requests');
    return { result: true, subject: null };
  },
});
