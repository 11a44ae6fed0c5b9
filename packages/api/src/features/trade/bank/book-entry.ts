import { formatMoney, id, type Minor, moneyMinor } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, nested } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { type HeldInvoice, holdOwnInvoice } from '../billing/index.ts';
import { addOverpayment } from '../credit-notes/index.ts';
import { bookParts } from './book-parts.ts';
import { holdEntry } from './hold-entry.ts';

const part = nested(
  'BookedPartInput',
  z.object({
    invoiceId: id(),
    amountMinor: z
      .number()
      .int('Must be whole pence or cents.')
      .min(0, 'Must be at least 0.')
      .max(100_000_000_000, 'Must be at most 1,000,000,000.00.')
      .meta({ kind: 'minor' }),
  }),
);

/**
 * Books money that came in against invoices, each at most what is due. What is left waits, or is kept as credit of their customer, which
 * has overpaid. CONFLICT if somebody has booked something of it meanwhile. [B7]
 */
export const bookEntry = verb({
  name: 'bookEntry',
  permission: 'PAYMENT_WRITE',
  description:
    'Against one or several invoices that one has issued, in whole or in part; nothing of an invoice that is paid already says only whose credit the rest is.',
  input: input('BookEntryInput', {
    entryId: id(),
    leftMinor: moneyMinor(),
    parts: z.array(part).min(1, 'Must name at least one invoice.').max(50, 'May name at most 50 invoices.'),
    keepRest: z.boolean().default(false),
  }),
  async run(scope, { entryId, leftMinor, parts, keepRest }) {
    const { resellerId } = memberOf(scope.actor);
    const entry = await holdEntry(scope, entryId);
    if (entry.leftMinor !== leftMinor)
      throw conflict(
        `${formatMoney(entry.leftMinor, entry.currency)} of this entry is left by now. Look at it again.`,
        'leftMinor',
      );
    const given = parts.toSorted((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1));
    if (new Set(given.map(({ invoiceId }) => invoiceId)).size < given.length)
      throw invalid('parts', 'Must name each invoice once.');
    const held: { invoice: HeldInvoice; amountMinor: Minor }[] = [];
    for (const { invoiceId, amountMinor } of given) {
      const invoice = await holdOwnInvoice(
        scope,
        invoiceId,
        'Only whoever issued an invoice books what was paid for it.',
      );
      assertFits(invoice, amountMinor, entry.currency);
      held.push({ invoice, amountMinor });
    }
    const sum = held.reduce((total, { amountMinor }) => total + amountMinor, 0);
    const rest = leftMinor - sum;
    if (rest < 0)
      throw invalid(
        'parts',
        `Must come to at most ${formatMoney(leftMinor, entry.currency)}, which is what came in.`,
      );
    if (!sum && !keepRest) throw invalid('parts', 'Must come to more than nothing.');
    const payments = await bookParts(
      scope,
      held.filter(({ amountMinor }) => amountMinor > 0).map((one) => ({ ...one, entry })),
    );
    const kept = keepRest && rest > 0;
    if (kept) {
      if (new Set(held.map(({ invoice }) => invoice.companyId ?? invoice.resellerId)).size > 1)
        throw invalid('keepRest', 'Must not be asked for where the invoices are of several customers.');
      await addOverpayment(scope, held[0]?.invoice as HeldInvoice, {
        amountMinor: rest,
        receivedOn: entry.on,
        reference: (entry.reference || entry.payer).slice(0, 100) || null,
      });
    }
    const bookedMinor = entry.bookedMinor + sum + (kept ? rest : 0);
    const state =
      bookedMinor === entry.amountMinor ? 'BOOKED' : entry.state === 'PUT_ASIDE' ? 'UNKNOWN' : entry.state;
    await scope.sql(
      `update bank_entry set booked_minor = $2, state = $3, decided_by_name = $4, decided_at = $5 where id = $1`,
      [entryId, bookedMinor, state, (await who(scope)).name, scope.now],
    );
    const subject = {
      type: 'BankEntry',
      id: entryId,
      resellerId,
      changed: { bookedMinor: [entry.bookedMinor, bookedMinor], state: [entry.state, state] } as const,
    };
    return { result: entryId, subject: [subject, ...payments] };
  },
});

function assertFits(
  { number, state, dueMinor, currency }: HeldInvoice,
  amountMinor: Minor,
  paidIn: string,
): void {
  if (state === 'DRAFT') throw conflict('An invoice that is a draft cannot have been paid.', 'parts');
  if (currency !== paidIn)
    throw invalid(
      'parts',
      `Must be invoices in ${paidIn}, in which this came in: ${number} is in ${currency}.`,
    );
  if (amountMinor > dueMinor)
    throw invalid(
      'parts',
      `Must be at most ${formatMoney(dueMinor, currency)} for ${number}, which is what is still due of it.`,
    );
}
