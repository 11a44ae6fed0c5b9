import { networkOf } from '../../../kernel/network-of.ts';
import { rateLimited } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

interface Found {
  person_id: string | null;
  password_hash: string | null;
  blocked_until: Date | null;
}

export interface CountedSignIn {
  personId: string | null;
  passwordHash: string | undefined;
  /** The password was right: the try was none. */
  forgive(scope: Scope): Promise<void>;
}

/**
 * Who signs in with this address. The try counts as failed until it is forgiven: after five for an account, or thirty from
 * one network within an hour, each further one waits twice as long, RATE_LIMITED. A device that has signed in with the account
 * before is counted by itself. An unknown address is answered like a known one. [I1] [S42]
 *
 * @param device the name of such a device
 */
export async function countSignIn(
  scope: Scope,
  email: string,
  from: string,
  device?: string,
): Promise<CountedSignIn> {
  const [of, by] = device ? ['device_sign_in', device] : ['sign_in', networkOf(from)];
  const [found] = await scope.sql<Found>(`select * from count_${of}($1, $2, $3)`, [email, by, scope.now]);
  assertNoWait(scope, found?.blocked_until, 'failed sign-ins');
  return {
    personId: found?.person_id ?? null,
    passwordHash: found?.password_hash ?? undefined,
    forgive: async (later) => {
      await later.sql(`select forgive_${of}($1, $2, $3)`, [email, by, scope.now]);
    },
  };
}

/** A try to sign in that may be taken back. */
export interface Tried {
  network: string;
  at: Date;
}

/** The same for whoever is signed in and proves once more who they are. */
export async function countOwnSignIn(
  scope: Scope,
): Promise<{ passwordHash: string | undefined; tried: Tried }> {
  const tried = { network: networkOf(scope.address), at: scope.now };
  const [found] = await scope.sql<Found>('select * from count_own_sign_in($1, $2)', [
    tried.network,
    tried.at,
  ]);
  assertNoWait(scope, found?.blocked_until, 'failed sign-ins');
  return { passwordHash: found?.password_hash ?? undefined, tried };
}

/** Throws RATE_LIMITED until this moment, if there is one. */
export function assertNoWait(scope: Scope, until: Date | null | undefined, tooMany: string): void {
  if (!until) return;
  throw rateLimited(tooMany, until.getTime() - scope.now.getTime());
}
