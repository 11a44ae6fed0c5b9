import type { Minor, VatRounding } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { CreditableLine } from './credit-lines.ts';

/** An invoice as far as it can be credited. */
export interface CreditableInvoice {
  id: string;
  number: string;
  customerName: string;
  currency: string;
  invoiceVatMinor: Minor;
  rounding: VatRounding;
  lines: CreditableLine[];
}

/** Invoices with the lines of each, and what was credited of those, or is about to be. */
export const creditableInvoices = (scope: Scope, ids: readonly string[]): Promise<CreditableInvoice[]> =>
  scope.sql<CreditableInvoice>(
    `select i.id, i.number, i.buyer ->> 'name' as "customerName", i.currency, i.vat_minor::float8 as "invoiceVatMinor",
        i.vat_rounding as rounding, coalesce((
          select json_agg(json_build_object('id', l.id, 'position', l.position, 'description', l.description, 'netMinor', l.net_minor,
              'vatRateBp', l.vat_rate_bp, 'vatCategory', l.vat_category, 'vatReason', l.vat_reason,
              'creditedNetMinor', coalesce(c.net, 0), 'creditedVatMinor', coalesce(c.vat, 0)) order by l.position)
            from invoice_line l left join (
              select k.invoice_line_id, sum(k.net_minor) as net, sum(k.vat_minor) as vat
                from credit_note_line k join credit_note n on n.id = k.credit_note_id
                where n.invoice_id = i.id and n.state <> 'DECLINED' group by k.invoice_line_id) c on c.invoice_line_id = l.id
            where l.invoice_id = i.id), '[]') as lines
      from invoice i where i.id = any ($1) order by "customerName", i.number`,
    [ids],
  );
