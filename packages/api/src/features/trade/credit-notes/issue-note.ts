import { localDate } from '@steward/shared';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type HeldInvoice, readIssuer } from '../billing/index.ts';
import { creditOfNote, type HeldNote } from './hold-note.ts';
import { creditNoteFiles } from './keep-credit-note-files.ts';
import { putAgainst } from './note-use.ts';

/**
 * Gives a note the next number of its issuer's series, and puts it against what is still due of its invoice if that was
 * asked for; has its files kept. Both are held by this transaction. [B6] [S76]
 */
export async function issueNote(scope: Scope, note: HeldNote, invoice: HeldInvoice): Promise<string> {
  if (note.state !== 'AWAITING_APPROVAL')
    throw conflict('This credit note has been decided about already.', 'id');
  const issuer = await readIssuer(scope, note.issuerId);
  const [series] = await scope.sql<{ taken: number }>(
    `insert into credit_note_series (id, reseller_id, next) values (uuidv7(), $1, 2)
       on conflict (reseller_id) do update set next = credit_note_series.next + 1 returning next - 1 as taken`,
    [issuer.id],
  );
  const number = `${issuer.invoicePrefix}-CN-${String(series?.taken).padStart(6, '0')}`;
  await scope.sql(
    `update credit_note set state = 'ISSUED', number = $2, issued_on = $3, seller = $4 where id = $1`,
    [note.id, number, localDate(scope.now), issuer.seller],
  );
  await creditNoteFiles.queue(scope, issuer, [note.id]);
  const amountMinor = Math.min(note.totalMinor, invoice.dueMinor);
  if (note.againstInvoice && amountMinor > 0)
    await putAgainst(scope, creditOfNote({ ...note, number }), invoice, amountMinor);
  return number;
}
