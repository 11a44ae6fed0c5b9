import type { Caller } from './actor.ts';
import type { Permission } from './permission.ts';
import { Problem } from './problem.ts';

/** A permission; or nobody yet, whoever is signed in, or the product itself only. */
export type Requirement = Permission | 'anonymous' | 'member' | 'system';

/** Throws UNAUTHENTICATED or FORBIDDEN unless the actor may do what needs this permission. [S26] */
export function assertAllowed(actor: Caller, requirement: Requirement): void {
  if (requirement === 'anonymous' || actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw new Problem('UNAUTHENTICATED', 'Please sign in.');
  if (requirement === 'system') throw new Problem('FORBIDDEN', 'Your role does not allow this.');
  if (requirement !== 'member' && !actor.permissions.has(requirement)) {
    throw new Problem('FORBIDDEN', 'Your role does not allow this.');
  }
}
