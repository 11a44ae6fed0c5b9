import { type Level, line, newPassword } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { hashPassword } from './password.ts';
import { assertPasswordFit } from './password-fitness.ts';
import { setPassword } from './set-password.ts';
import { hashSecret } from './tokens.ts';

export interface FoundReset {
  reset_id: string;
  person_id: string;
  membership_id: string;
  reseller_id: string;
  company_id: string | null;
  end_user_id: string | null;
  level: Level;
  email: string;
  first_name: string;
  tenant_name: string;
  brand_name: string;
  accent_colour: string | null;
  logo: string | null;
  /** What a guesser knows about whoever it is. */
  known_words: string[];
}

const noLonger = (): Problem =>
  new Problem('NOT_FOUND', 'This link has been used or has expired. Ask for a new one.');

/** The person behind a link's secret; NOT_FOUND if it was used, is void, has expired or never was. */
export async function findPasswordReset(scope: Scope, token: string): Promise<FoundReset> {
  const [found] = await scope.sql<FoundReset>('select * from find_password_reset($1, $2)', [
    hashSecret(token),
    scope.now,
  ]);
  if (!found) throw noLonger();
  return found;
}

/**
 * Chooses a new password by the link that was mailed. Whoever was signed in is signed out, and nobody is signed in by it:
 * a second factor, where there is one, is still asked for. [I1] [S43] [S44]
 */
export const resetPassword = outsideVerb({
  name: 'resetPassword',
  description: 'Takes the link that was mailed. It does not sign in.',
  permission: 'anonymous',
  input: input('ResetPasswordInput', { token: line(200), password: newPassword() }),
  async plan(scope, { token, password }) {
    const found = await findPasswordReset(scope, token);
    await assertPasswordFit(password, found.known_words);
    return found;
  },
  call: (_found, { password }) => hashPassword(password),
  async settle(scope, found, passwordHash) {
    const [reset] = await scope.sql<{ taken: boolean }>('select take_password_reset($1, $2) as taken', [
      found.reset_id,
      scope.now,
    ]);
    if (!reset?.taken) throw noLonger();
    await scope.become(
      found.level,
      { resellerId: found.reseller_id, companyId: found.company_id, endUserId: found.end_user_id },
      { personId: found.person_id, membershipId: found.membership_id },
    );
    return { result: true, subject: await setPassword(scope, passwordHash) };
  },
});
