import { addDays, localDate, type Minor, type Period, sumMinor } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { Draft } from './draft.ts';
import { dueCharges } from './due-charges.ts';
import type { InvoiceKind } from './invoice.entity.ts';
import { openSeries } from './invoice-series.ts';
import type { Issuer } from './issuer.ts';
import { type IssuedInvoice, writeInvoices } from './write-invoices.ts';

/** Days from issue until an invoice is due. */
export const PAYMENT_DAYS = 14;

/** What a billing run has made. */
export interface Billed {
  invoiceCount: number;
  totalMinor: Minor;
}

/**
 * Makes out an issuer's invoices for a period: to its own companies at retail and, if it is the platform, to all other
 * resellers at wholesale. `issued` is told of them, some hundred at a time. Nothing is made twice. [B4] [S75]
 */
export async function billIssuer(
  scope: Scope,
  issuer: Issuer,
  period: Period,
  issued: (invoices: IssuedInvoice[]) => Promise<void>,
): Promise<Billed> {
  // Ends are not dated back into these days meanwhile: see the trigger keep_invoiced_days.
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`billing ${issuer.id}`]);
  const series = await openSeries(scope, issuer);
  const issuedOn = localDate(scope.now);
  const dueOn = addDays(issuedOn, PAYMENT_DAYS);
  const billed: Billed = { invoiceCount: 0, totalMinor: 0 };

  const write = async (kind: InvoiceKind, complete: Draft[], unfinished: Draft[]): Promise<void> => {
    const worth = (draft: Draft) => draft.totals.grossMinor > 0;
    const invoices = await writeInvoices(scope, { issuer, kind, period }, [
      ...complete
        .filter(worth)
        .map((draft) => ({ draft, issue: { number: series.take(), issuedOn, dueOn } })),
      ...unfinished.filter(worth).map((draft) => ({ draft, issue: null })),
    ]);
    billed.invoiceCount += invoices.length;
    billed.totalMinor = sumMinor([billed.totalMinor, ...invoices.map((invoice) => invoice.totalMinor)]);
    await issued(invoices);
  };

  for (const kind of kindsOf(issuer)) {
    let last: Draft | undefined;
    for await (const charges of dueCharges(scope, issuer.id, kind, period)) {
      const complete: Draft[] = [];
      for (const charge of charges) {
        if (!last?.isFor(charge)) {
          if (last) complete.push(last);
          last = new Draft(charge, kind, issuer.vatRateBp);
        }
        last.charge(charge, period);
      }
      // More of the last customer may come with the next batch: its invoice stays a draft until then.
      await write(kind, complete, last ? [last] : []);
    }
    if (last) await write(kind, [last], []);
  }
  await series.close();
  return billed;
}

const kindsOf = ({ isPlatform }: Issuer): InvoiceKind[] =>
  isPlatform ? ['WHOLESALE', 'RETAIL'] : ['RETAIL'];
