import { memberOf } from '../../../../kernel/actor.ts';
import { assertFresh } from '../../../../kernel/allowed.ts';
import { factorNeeded, passwordNeeded } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';

/** How long a password that was given counts as fresh. */
const FRESH_MS = 10 * 60_000;

/** What an authenticator shows beside its codes. */
export interface Enrolling {
  email: string;
  issuer: string;
}

/**
 * Throws FORBIDDEN unless whoever acts may add a second factor: who has one shows it first, who has none gives the password if
 * that is ten minutes ago. An open session alone is not enough. [S48]
 */
export async function assertMayEnrol(scope: Scope): Promise<Enrolling> {
  const { awaits } = memberOf(scope.actor);
  if (awaits === 'FACTOR') throw factorNeeded('Show your second factor to go on.');
  const [own] = await scope.sql<Enrolling & { confirmed: string; password_at: Date }>(
    'select * from own_enrolment()',
  );
  if (!own) throw new Error('The session of whoever enrols is not there.');
  if (Number(own.confirmed)) assertFresh(scope.actor, scope.now);
  else if (scope.now.getTime() - own.password_at.getTime() > FRESH_MS)
    throw passwordNeeded('Enter your password to set up a second factor.');
  return own;
}
