import { memberOf } from '../../../kernel/actor.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Class, enumeration } from '../../../kernel/table.ts';
import { who } from '../../people/identity/index.ts';

/** How a credit or debit note stands. */
export const NoteState = enumeration('NoteState', {
  AWAITING_APPROVAL: 'AWAITING_APPROVAL',
  ISSUED: 'ISSUED',
  DECLINED: 'DECLINED',
});
export type NoteState = keyof typeof NoteState;

/** Whether the issuer wants a second person for such a sum; its limit is in its own currency, in another every note takes one. [B6] */
export async function isAboveLimit(scope: Scope, totalMinor: number, currency: string): Promise<boolean> {
  const [policy] = await scope.sql(
    `select from credit_note_policy p join reseller r on r.id = p.reseller_id
      where p.reseller_id = $1 and (p.approve_above_minor < $2 or p.approve_above_minor is not null and r.currency <> $3)`,
    [memberOf(scope.actor).resellerId, totalMinor, currency],
  );
  return policy !== undefined;
}

/** Throws unless a note, which is `called` so, waits, and for somebody else than who asked for it. */
export function assertDecides(
  scope: Scope,
  { state, requestedByPerson }: { state: NoteState; requestedByPerson: string },
  called: string,
): void {
  if (state !== 'AWAITING_APPROVAL') throw conflict(`This ${called} has been decided about already.`, 'id');
  if (memberOf(scope.actor).personId === requestedByPerson)
    throw new Problem('FORBIDDEN', `Somebody else has to decide: you asked for this ${called}.`);
}

/** Notes who decided about a note, and why. */
export async function decided(
  scope: Scope,
  table: Class<Decided>,
  noteId: string,
  decisionNote: string | null,
): Promise<void> {
  const note = await scope.load(table, noteId);
  Object.assign(note, { decidedByName: (await who(scope)).name, decidedAt: scope.now, decisionNote });
}

interface Decided {
  decidedByName: string | null;
  decidedAt: Date | null;
  decisionNote: string | null;
}
