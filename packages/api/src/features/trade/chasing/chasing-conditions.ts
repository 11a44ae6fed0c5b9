import { today } from '../../../kernel/protection.ts';
import { isIssuedByReader, isOpen } from '../billing/index.ts';

/** SQL: it keeps its invoice from being chased on a day: a dispute until it is settled, a promise through its last day. */
export const pauses = (row: string, on = today): string =>
  `(${row}.ended_at is null and (${row}.kind = 'DISPUTE' or ${row}.until >= ${on}))`;

/** SQL: the invoice with this alias is not chased on a day. */
export const isPaused = (invoice: string, on = today): string =>
  `exists (select from invoice_pause z where z.invoice_id = ${invoice}.id and ${pauses('z', on)})`;

/** SQL: the last reminder of an invoice that whoever asks issued was of no use: somebody has to talk to the customer. */
export const isToTalkTo = (reminder: string): string =>
  `(${reminder}.last and exists (select from invoice i where i.id = ${reminder}.invoice_id and ${isIssuedByReader('i')}
      and ${isOpen('i')} and not ${isPaused('i')}))`;

/** SQL: the restriction with this alias holds now. */
export const stands = (row: string): string => `(${row}.began_at is not null and ${row}.ended_at is null)`;

/** SQL: the restriction with this alias was said, and is yet to begin. */
export const isComing = (row: string): string =>
  `(${row}.began_at is null and ${row}.ended_at is null and ${row}.takes_effect_on >= ${today})`;
