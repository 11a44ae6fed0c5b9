import { addDays, localDate, type Minor, type PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { type HalfYearRate, type LateInvoice, lateCharges } from './late-charges.ts';

/** An invoice that was, or is, paid late, and what was charged for that. */
interface LateRow extends LateInvoice {
  id: string;
  number: string;
  issuerId: string;
  chargedThrough: PlainDate | null;
  chargedInterestMinor: Minor;
  chargedFixedMinor: Minor;
  paid: boolean;
}

/** What is left to charge by law for the late payment of an invoice, and from which day on. */
export interface LeftToCharge {
  invoiceId: string;
  number: string;
  issuerId: string;
  dueOn: PlainDate;
  from: PlainDate;
  through: PlainDate;
  interestMinor: Minor;
  fixedMinor: Minor;
  missing: PlainDate[];
}

/**
 * SQL: late payment of the invoice with this alias is charged: in pounds, by a business, of what was supplied, and not given up. A
 * customer that is not to be seen any more was a business as far as is known.
 */
export const isChargeable = (row: string): string =>
  `(${row}.currency = 'GBP' and ${row}.document <> 'LATE_PAYMENT' and ${row}.state in ('OPEN', 'PART_PAID', 'PAID')
    and not exists (select from company b where b.id = ${row}.company_id and not b.business))`;

/**
 * What is left to charge of those of these invoices that whoever acts sees and that were late: what the law gives through today,
 * or through the day on which they were paid, less what has been charged. Payments that are noted late count from their day. [B7]
 */
export async function readLeftToCharge(scope: Scope, invoiceIds: readonly string[]): Promise<LeftToCharge[]> {
  const rows = await scope.sql<LateRow>(
    `select i.id, i.number, i.issuer_id as "issuerId", i.due_on::text as "dueOn", i.total_minor::float8 as "totalMinor",
        i.state = 'PAID' as paid,
        (select coalesce(json_agg(json_build_object('receivedOn', y.received_on, 'amountMinor', y.amount_minor)), '[]')
          from payment y where y.invoice_id = i.id) as payments,
        c.through::text as "chargedThrough", coalesce(c.interest, 0)::float8 as "chargedInterestMinor",
        coalesce(c.fixed, 0)::float8 as "chargedFixedMinor"
      from invoice i left join (
        select invoice_id, max(through) as through, sum(interest_minor) as interest, sum(fixed_minor) as fixed from late_charge
          where invoice_id = any($1) group by invoice_id) c on c.invoice_id = i.id
      where i.id = any($1) and ${isChargeable('i')} order by i.number`,
    [invoiceIds],
  );
  const rates = await scope.sql<HalfYearRate>(
    'select half_year::text as "halfYear", rate_bp as "rateBp" from reference_rate',
  );
  const today = localDate(scope.now);
  return rows.flatMap((row): LeftToCharge[] => {
    const { id: invoiceId, number, issuerId, dueOn, chargedThrough } = row;
    const through = row.paid ? lastOf(row, today) : today;
    const charges = lateCharges(row, rates, through);
    if (!charges) return [];
    return [
      {
        invoiceId,
        number,
        issuerId,
        dueOn,
        from: addDays(chargedThrough ?? dueOn, 1),
        through,
        interestMinor: Math.max(0, charges.interestMinor - row.chargedInterestMinor),
        fixedMinor: row.chargedFixedMinor > 0 ? 0 : charges.fixedMinor,
        missing: charges.missing,
      },
    ];
  });
}

const lastOf = ({ payments }: LateInvoice, today: PlainDate): PlainDate =>
  payments
    .map(({ receivedOn }) => receivedOn)
    .sort()
    .at(-1) ?? today;
