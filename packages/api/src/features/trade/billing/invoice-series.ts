import type { Scope } from '../../../kernel/scope.ts';
import type { Issuer } from './issuer.ts';

/** An issuer's numbers, held by this transaction until it ends. */
export interface InvoiceSeries {
  take(): string;
  /** Notes in the database what was taken; without it, or after a rollback, nothing was. */
  close(): Promise<void>;
}

/**
 * Locks an issuer's series. Numbers are taken in the transaction that issues, so they have no gaps, whatever fails; a
 * second run of the same issuer waits here and then finds the first one's invoices. [S76]
 */
export async function openSeries(scope: Scope, { id, invoicePrefix }: Issuer): Promise<InvoiceSeries> {
  const [row] = await scope.sql<{ next: number }>(
    `insert into invoice_series (id, reseller_id, next) values (uuidv7(), $1, 1)
     on conflict (reseller_id) do update set next = invoice_series.next returning next`,
    [id],
  );
  if (!row) throw new Error('The invoice series of an issuer is not visible to it.');
  let { next } = row;
  return {
    take() {
      const number = `${invoicePrefix}-${String(next).padStart(6, '0')}`;
      next += 1;
      return number;
    },
    async close() {
      if (next > row.next)
        await scope.sql('update invoice_series set next = $2 where reseller_id = $1', [id, next]);
    },
  };
}
