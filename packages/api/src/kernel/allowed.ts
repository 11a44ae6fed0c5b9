import type { Caller } from './actor.ts';
import type { Permission } from './permission.ts';
import { Problem } from './problem.ts';

/** A permission; or nobody yet, whoever is signed in, or the product itself only. */
export type Requirement = Permission | 'anonymous' | 'member' | 'system';

/** What each field at the root of the schema asks of whoever selects it: features declare it with the field. [S22] */
export const rootRequirements = new Map<string, Requirement>();

/**
 * Throws UNAUTHENTICATED or FORBIDDEN unless the actor may do what needs this permission. The product itself has no
 * permissions: it does the verbs that its task declares. [S26]
 */
export function assertAllowed(actor: Caller, requirement: Requirement, verb?: string): void {
  if (requirement === 'anonymous') return;
  if (actor.kind === 'anonymous') throw new Problem('UNAUTHENTICATED', 'Please sign in.');
  if (actor.kind === 'system') {
    if (verb === undefined || !actor.does?.includes(verb))
      throw new Error(`${actor.task} does not declare that it does ${verb ?? `what needs ${requirement}`}.`);
    return;
  }
  if (requirement === 'member' || actor.permissions.has(requirement as Permission)) return;
  throw new Problem('FORBIDDEN', 'Your role does not allow this.');
}
