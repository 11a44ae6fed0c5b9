import { newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { networkOf } from '../../../../kernel/network-of.ts';
import { invalid } from '../../../../kernel/problem.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { assertNoWait } from '../sign-in-throttle.ts';
import { hashSecret, newSecret } from '../tokens.ts';
import { hashTemporaryPassword, temporaryUntil } from './temporary-password.ts';

/**
 * Trades a temporary password, once, for the token with which `resetPassword` lets a person choose one of their own. It opens
 * nothing by itself: a second factor is still asked for. A try that was wrong counts, though it is refused. [I4] [S42] [S43] [S44]
 */
export const useTemporaryPassword = outsideVerb({
  name: 'useTemporaryPassword',
  description: 'Gives the token for resetPassword, once.',
  permission: 'anonymous',
  input: input('UseTemporaryPasswordInput', { email: z.string().max(254), password: z.string().max(200) }),
  async plan(scope, { email, password }) {
    const token = newSecret();
    const [found] = await scope.sql<{ wait: Date | null; person_id: string | null; taken: boolean }>(
      'select * from take_temporary_password($1, $2, $3, $4, $5, $6, $7)',
      [
        email.trim(),
        hashTemporaryPassword(password),
        networkOf(scope.address),
        newId(),
        hashSecret(token),
        temporaryUntil(scope.now),
        scope.now,
      ],
    );
    assertNoWait(scope, found?.wait, 'failed sign-ins');
    return { token, personId: found?.person_id ?? null, taken: found?.taken ?? false };
  },
  async call({ personId, taken }, _given, { services, address = '', requestId }) {
    if (taken) return;
    const what = 'useTemporaryPassword';
    services.security.note({ kind: 'SIGN_IN_FAILED', what, personId, address, requestId });
    throw invalid(
      'password',
      'This temporary password was used, has expired, or never was. Ask for another one.',
    );
  },
  settle: async (_scope, { token }) => ({ result: token, subject: null }),
});
