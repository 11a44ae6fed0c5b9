import { formatMoney, id, line, type Minor, type PlainDate } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { addPayment, holdInvoice } from './add-payment.ts';
import { CardResolution, Checkout } from './checkout.entity.ts';

interface Unallocated {
  invoiceId: string;
  amountMinor: Minor | null;
  currency: string;
  receivedOn: PlainDate;
  reference: string;
  resolved: boolean;
}

/**
 * Says what became of card money that is put against no invoice: recorded as a payment of its invoice, or paid back by hand.
 * It came to the operator's account, so its staff decide. [S74]
 */
export const resolveCheckout = verb({
  name: 'resolveCheckout',
  permission: 'CARD_MONEY_RESOLVE',
  input: input('ResolveCheckoutInput', {
    checkoutId: id(),
    resolution: oneOf(CardResolution),
    note: line(500),
  }),
  async run(scope, { checkoutId, resolution, note }) {
    const read = async () =>
      (
        await scope.sql<Unallocated>(
          `select invoice_id as "invoiceId", unallocated_minor::float8 as "amountMinor", unallocated_currency as currency,
              received_on::text as "receivedOn", payment_reference as reference, resolved_at is not null as resolved
            from checkout where id = $1`,
          [checkoutId],
        )
      )[0];
    const seen = await read();
    // The invoice is locked first, as by everyone who pays it.
    const invoice = seen && (await holdInvoice(scope, seen.invoiceId));
    const held = invoice && (await read());
    if (!invoice || !held) throw notFound('card payment');
    const { amountMinor, currency, receivedOn, reference, resolved } = held;
    if (amountMinor === null)
      throw conflict('All of this card payment stands against its invoice.', 'checkoutId');
    if (resolved) throw conflict('Somebody has said already what became of this card money.', 'checkoutId');
    if (resolution === 'RECORDED') {
      if (currency !== invoice.currency)
        throw invalid('resolution', `Money in ${currency} cannot pay an invoice in ${invoice.currency}.`);
      if (amountMinor > invoice.dueMinor)
        throw invalid(
          'resolution',
          `Of invoice ${invoice.number} ${formatMoney(invoice.dueMinor, invoice.currency)} is due, less than the ${formatMoney(amountMinor, currency)} that came in.`,
        );
      await addPayment(scope, invoice, { method: 'CARD', amountMinor, receivedOn, reference });
    }
    const { resellerId, companyId, number, id: invoiceId } = invoice;
    const [sealed] = await scope.sealed(Checkout, [
      { id: checkoutId, resellerId, companyId, resolutionNote: note },
    ]);
    await scope.sql(
      `update checkout set resolution = $2, resolution_note = $3, resolved_at = $4 where id = $1`,
      [checkoutId, resolution, sealed?.resolutionNote, scope.now],
    );
    scope.hint({ kind: 'Invoice', id: invoiceId, resellerId, companyId });
    return {
      result: checkoutId,
      subject: {
        type: 'Checkout',
        id: checkoutId,
        resellerId,
        companyId,
        ...(number ? { reference: number } : {}),
      },
    };
  },
});
