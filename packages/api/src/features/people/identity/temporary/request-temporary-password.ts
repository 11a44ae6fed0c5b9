import { email, newId } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { networkOf } from '../../../../kernel/network-of.ts';
import { verb } from '../../../../kernel/verb.ts';
import { assertNoWait } from '../sign-in-throttle.ts';
import { temporaryUntil } from './temporary-password.ts';

/**
 * Asks for a temporary password on the mobile that is recorded, for whoever cannot use e-mail. Whether anyone signs in with this
 * address, and has a mobile, decides a job later on, so that the answer is the same, and takes as long. [I4] [S42]
 */
export const requestTemporaryPassword = verb({
  name: 'requestTemporaryPassword',
  description:
    'Sends a temporary password to the mobile of whoever signs in with this address; the answer is the same if nobody does.',
  permission: 'anonymous',
  input: input('RequestTemporaryPasswordInput', { email: email() }),
  async run(scope, { email: address }) {
    const [asked] = await scope.sql<{ wait: Date | null }>(
      'select request_temporary_password($1, $2, $3, $4, $5) as wait',
      [address, networkOf(scope.address), newId(), temporaryUntil(scope.now), scope.now],
    );
    assertNoWait(scope, asked?.wait, 'requests');
    return { result: true, subject: null };
  },
});
