import type { Actor, Caller } from './actor.ts';
import type { Permission } from './permission.ts';
import { factorNeeded, Problem } from './problem.ts';

/**
 * A permission; or nobody yet, whoever is signed in, the same while a second factor is still awaited, or the product itself
 * only.
 */
export type Requirement = Permission | 'anonymous' | 'member' | 'unproved' | 'system';

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
  if (requirement === 'unproved') return;
  if (actor.awaits === 'FACTOR') throw factorNeeded('Show your second factor to go on.');
  if (actor.awaits) throw factorNeeded('Set up a second factor to go on: your role asks for one.');
  if (requirement === 'member' || actor.permissions.has(requirement as Permission)) return;
  throw new Problem('FORBIDDEN', 'Your role does not allow this.');
}

/** How long a second factor that was shown counts as fresh. */
const FRESH_MS = 10 * 60_000;

/** Throws FORBIDDEN unless whoever is signed in has shown a second factor in this session within ten minutes. */
export function assertFresh(actor: Actor, now: Date): void {
  if (actor.kind !== 'member') return;
  const shownMs = actor.factorAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  if (now.getTime() - shownMs > FRESH_MS) throw factorNeeded('Show your second factor to do this.');
}
