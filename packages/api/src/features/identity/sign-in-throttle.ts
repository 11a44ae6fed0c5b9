import { Problem } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';

interface Found {
  person_id: string | null;
  password_hash: string | null;
  blocked_until: Date | null;
}

/**
 * Who signs in with this address, unless it, or where the try comes from, has failed too often: then RATE_LIMITED. An
 * unknown address is answered like a known one. [I1] [S42]
 */
export async function findSignIn(
  scope: Scope,
  email: string,
  from: string,
): Promise<{ personId: string | null; passwordHash: string | undefined }> {
  const [found] = await scope.sql<Found>('select * from find_sign_in($1, $2, $3)', [email, from, scope.now]);
  if (found?.blocked_until) {
    const seconds = Math.ceil((found.blocked_until.getTime() - scope.now.getTime()) / 1000);
    throw new Problem('RATE_LIMITED', `Too many failed sign-ins. Please try again in ${waitText(seconds)}.`);
  }
  return { personId: found?.person_id ?? null, passwordHash: found?.password_hash ?? undefined };
}

/** Counts a wrong password: after five for an account, or thirty from one place, each further try waits twice as long. */
export async function noteFailedSignIn(scope: Scope, email: string, from: string): Promise<void> {
  await scope.sql('select note_failed_sign_in($1, $2, $3)', [email, from, scope.now]);
}

function waitText(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
