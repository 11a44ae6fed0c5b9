import type { Minor } from '@steward/shared';
import { debitTotals } from '../billing/index.ts';
import { type CreditableInvoice, type CreditableLine, creditOf } from '../credit-notes/index.ts';
import type { ReratingNoteKind } from './rerating.entity.ts';

/** By how much a line of an invoice has come to more, or to less, net. */
export interface LineDifference {
  lineId: string;
  netMinor: Minor;
}

/** What a note would say, or says. */
export interface NoteLines {
  kind: ReratingNoteKind;
  netMinor: Minor;
  vatMinor: Minor;
  /** What of the difference cannot be credited, since nothing is left of its line. */
  creditedBeforeMinor: Minor;
  lines: { lineId: string; description: string; netMinor: Minor }[];
}

/**
 * The notes that differences of an invoice come to: a credit note for its lines that are less, within what is left of each, and a debit
 * note for those that are more; VAT as `issueCreditNote` and `issueDebitNote` have it. [B6]
 */
export function notesOf(invoice: CreditableInvoice, differences: readonly LineDifference[]): NoteLines[] {
  const less = differences.filter(({ netMinor }) => netMinor < 0);
  const more = differences.filter(({ netMinor }) => netMinor > 0);
  return [
    ...(less.length ? [creditNote(invoice, less)] : []),
    ...(more.length ? [debitNote(invoice, more)] : []),
  ];
}

const sum = (lines: readonly { netMinor: Minor }[]): Minor =>
  lines.reduce((total, { netMinor }) => total + netMinor, 0);

function creditNote(invoice: CreditableInvoice, less: readonly LineDifference[]): NoteLines {
  // What was let off is no line that is credited, but there is less to credit for it.
  let left = invoice.lines.some(({ netMinor }) => netMinor < 0)
    ? invoice.lines.reduce((total, line) => total + leftOf(line), 0)
    : Number.POSITIVE_INFINITY;
  const lines = less.flatMap(({ lineId, netMinor }) => {
    const line = lineOf(invoice, lineId);
    const most = Math.max(0, Math.min(-netMinor, leftOf(line), left));
    left -= most;
    return most ? [{ lineId, description: line.description, netMinor: most }] : [];
  });
  const credited = creditOf(invoice.lines, lines, invoice);
  return {
    kind: 'CREDIT',
    netMinor: sum(lines),
    vatMinor: credited.reduce((total, { vatMinor }) => total + vatMinor, 0),
    creditedBeforeMinor: -sum(less) - sum(lines),
    lines,
  };
}

function debitNote(invoice: CreditableInvoice, more: readonly LineDifference[]): NoteLines {
  const lines = more.map(({ lineId, netMinor }) => ({
    ...lineOf(invoice, lineId),
    vatNotionalBp: null,
    lineId,
    netMinor,
  }));
  const { netMinor, vatMinor } = debitTotals(lines, invoice.rounding);
  return {
    kind: 'DEBIT',
    netMinor,
    vatMinor,
    creditedBeforeMinor: 0,
    lines: lines.map(({ lineId, description, netMinor: net }) => ({ lineId, description, netMinor: net })),
  };
}

const leftOf = ({ netMinor, creditedNetMinor }: CreditableLine): Minor => netMinor - creditedNetMinor;

function lineOf({ lines }: CreditableInvoice, lineId: string): CreditableLine {
  const line = lines.find(({ id }) => id === lineId);
  if (!line) throw new Error('A line whose calls were re-rated is not on its invoice.');
  return line;
}
