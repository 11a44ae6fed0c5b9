import { memberOf } from '../../../kernel/actor.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { LineDifference } from './proposed-notes.ts';
import type { ReratingNoteKind, ReratingNoteState } from './rerating.entity.ts';

/** A proposed note that this transaction holds. */
export interface HeldReratingNote {
  id: string;
  reratingId: string;
  invoiceId: string;
  kind: ReratingNoteKind;
  state: ReratingNoteState;
  invoiceNumber: string;
  reason: string;
  differences: LineDifference[];
}

/** Locks proposed notes of one's own, in the order of their invoices; NOT_FOUND if one is not there. */
export async function holdReratingNotes(scope: Scope, ids: readonly string[]): Promise<HeldReratingNote[]> {
  const notes = await scope.sql<HeldReratingNote>(
    `select n.id, n.rerating_id as "reratingId", n.invoice_id as "invoiceId", n.kind, n.state, i.number as "invoiceNumber", r.reason, (
          select json_agg(json_build_object('lineId', l.invoice_line_id, 'netMinor', l.net_minor) order by l.invoice_line_id)
            from rerating_line l where l.rerating_id = n.rerating_id and l.invoice_id = n.invoice_id
              and sign(l.net_minor) = case n.kind when 'CREDIT' then -1 else 1 end) as differences
       from rerating_note n join rerating r on r.id = n.rerating_id join invoice i on i.id = n.invoice_id
       where n.id = any ($1) and n.reseller_id = $2 order by n.invoice_id, n.kind for update of n`,
    [ids, memberOf(scope.actor).resellerId],
  );
  const missing = ids.find((id) => !notes.some((note) => note.id === id));
  if (missing) throw await notLocked(scope, 'rerating_note', missing, 'note');
  return notes;
}

/** Why nothing is done with a note, if it is not proposed any more. */
export const whyNot = ({ state }: HeldReratingNote): string | undefined =>
  ({ PROPOSED: undefined, ISSUED: 'It has been issued already.', LEFT: 'It was left as it is.' })[state];
