import { z } from 'zod';
import { type Member, memberOf } from '../../../kernel/actor.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Setting } from '../../../kernel/verb.ts';
import { checkPassword } from './password.ts';
import { countOwnSignIn, type Tried } from './sign-in-throttle.ts';

/** The input in which whoever is signed in gives their password once more, for what an open session alone must not do. */
export const ownPassword = () =>
  z.string().min(1, 'Must be filled in.').max(1_000, 'May have at most 1000 characters.');

/** A try to prove it: counted as failed until it is forgiven. */
export interface Proof {
  passwordHash: string | undefined;
  tried: Tried;
  by: Member;
}

/** First step, in a `plan`: counts the try. RATE_LIMITED after five wrong ones in this session, or thirty from its network. */
export const beginProof = async (scope: Scope): Promise<Proof> => ({
  ...(await countOwnSignIn(scope)),
  by: memberOf(scope.actor),
});

/** Second step, in a `call`: throws INVALID_INPUT at `path` unless it is the password, and leaves a security event. */
export async function checkProof(
  { passwordHash, by: { personId, membershipId } }: Proof,
  password: string,
  at: { path: string; what: string },
  { services, address = '', requestId }: Setting,
): Promise<void> {
  if (await checkPassword(passwordHash, password)) return;
  const { path, what } = at;
  services.security.note({ kind: 'SIGN_IN_FAILED', what, personId, membershipId, address, requestId });
  throw invalid(path, 'This is not your current password.');
}

/** Last step, in a `settle`: the try was none. */
export async function forgiveProof(scope: Scope, { tried }: Proof): Promise<void> {
  await scope.sql('select forgive_own_sign_in($1, $2)', [tried.network, tried.at]);
}
