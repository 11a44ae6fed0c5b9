import { localDate, type Minor, type Period, type PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Currency } from '../../platform/tenancy/index.ts';
import type { SupplyKind } from '../catalogue/index.ts';
import { CHARGED, dueLines, INVOICE_CHARGES } from './drafts/due-charges.ts';
import { saidOf } from './drafts/say-of-draft.ts';
import { customerOf, type Invoices, supplyOf } from './due-lines.ts';
import type { InvoiceKind } from './invoice.entity.ts';
import type { BuyerSnapshot } from './invoice-document.ts';
import type { Issuer } from './issuer.ts';
import { roundedVat } from './rounded-vat.ts';
import { firstDayOf, turnOf } from './terms/billing-turn.ts';
import { paymentDays } from './terms/payment-days.ts';
import type { Vat } from './vat.ts';

/** Whom an invoice goes to, as it is now. */
export interface Customer {
  id: string;
  buyer: BuyerSnapshot;
  /** Of each kind of supply on the day of issue. */
  vat: Readonly<Record<SupplyKind, Vat>>;
  currency: Currency;
  /** How much of it a pound is, where the VAT must be said in pounds as well. */
  perPound: string | null;
}

/** An invoice that has just been made out. */
export interface IssuedInvoice {
  id: string;
  resellerId: string;
  companyId: string | null;
  issuerName: string;
  number: string;
  periodStart: PlainDate;
  /** The day after the last. */
  periodEnd: PlainDate;
  dueOn: PlainDate;
  totalMinor: Minor;
  currency: Currency;
}

/**
 * Makes out the invoices of some customers for a month, in one statement whatever the number of their lines: prices what is
 * due, a line for each supply with who is behind it, adds it up, takes the next numbers of the issuer's series and notes how
 * far each subscription has been billed. Each line is taxed by what its product is. What comes to nothing is noted too, and makes no invoice, if nothing was charged, let off or changed beside it. VAT is reckoned as
 * `totalInvoice` does; of another currency it is said in pounds too, rounded once. [B4] [S75] [S76]
 *
 * @param closesOn of companies that leave their seller: the day up to which all is charged, and from which what was charged ahead is given back
 */
export async function writeInvoices(
  scope: Scope,
  issuer: Issuer,
  kind: InvoiceKind,
  { start, endExclusive }: Period,
  customers: readonly Customer[],
  closesOn?: PlainDate,
): Promise<IssuedInvoice[]> {
  if (!customers.length) return [];
  await scope.sql(
    'insert into invoice_series (id, reseller_id, next) values (uuidv7(), $1, 1) on conflict (reseller_id) do nothing',
    [issuer.id],
  );
  const issuedOn = localDate(scope.now);
  const given = customers.map(({ id, buyer, vat, currency, perPound }) => ({
    id,
    buyer,
    vat,
    currency,
    per_pound: perPound,
  }));
  const issued = await scope.sql<Omit<IssuedInvoice, 'issuerName'>>(closesOn ? CLOSING : STATEMENTS[kind], [
    start,
    endExclusive,
    issuer.id,
    JSON.stringify(given),
    issuer.seller,
    issuer.invoicePrefix,
    issuedOn,
    issuer.vatRounding,
    scope.now,
    ...(closesOn ? [Number(closesOn.slice(-2))] : []),
  ]);
  return issued.map((invoice) => ({ ...invoice, issuerName: issuer.seller.name }));
}

/** A company is not shown what its reseller pays. */
const companyOf = (kind: InvoiceKind): string => (kind === 'RETAIL' ? 'h.customer_id' : 'null');
const resellerOf = (kind: InvoiceKind): string => (kind === 'RETAIL' ? '$3' : 'h.customer_id');

/** SQL: what is said of the VAT of a line, by which VAT is added up. */
const VAT = 'vat_rate_bp, vat_category, vat_reason, vat_notional_bp';

/** SQL: only what is due of these customers. */
const ofThese = (customer: string): string => `${customer} = any(array(select id from customer))`;

/** SQL: the terms of a last invoice: what there is by the day of the month that is $10. */
const CLOSED = `(select 'MONTH_IN_ARREARS' as cycle, $10::integer as billing_day, 1 as first_month)`;

const statementOf = (
  kind: InvoiceKind,
  { terms, closing }: Pick<Invoices, 'terms' | 'closing'> = {},
): string => `
  with customer as (select * from jsonb_to_recordset($4::jsonb) given (id uuid, buyer jsonb, vat jsonb, currency text, per_pound text)),
  ${dueLines(kind, { issuer: '$3::uuid', subscriptions: ofThese(customerOf(kind)), charges: ofThese(CHARGED), lock: true, ...(terms && { terms }), ...(closing && { closing }) })},
  line as materialized (
    select uuidv7() as id, l.*, vat."rateBp" as vat_rate_bp, vat.category as vat_category, vat.reason as vat_reason,
        vat."notionalBp" as vat_notional_bp
      from due_line l join customer c on c.id = l.customer_id
        cross join jsonb_to_record(c.vat -> l.supply_kind) vat ("rateBp" integer, category text, reason text, "notionalBp" integer)),
  rate as (
    select customer_id, ${VAT}, count(*) filter (where charge_id is not null or product_id is null or change <> '') as changes, sum(net_minor) as net, greatest(0, ${roundedVat('$8::text', 'net_minor', 'vat_rate_bp')}) as vat,
        round(sum(net_minor) * vat_notional_bp / 10000) as notional
      from line group by customer_id, ${VAT}),
  head as materialized (
    select uuidv7() as id, customer_id, sum(net) as net, sum(vat) as vat, row_number() over (order by customer_id) as place,
        jsonb_agg(jsonb_build_object('vatRateBp', vat_rate_bp, 'vatCategory', vat_category, 'vatReason', vat_reason,
          'netMinor', net, 'vatMinor', vat, 'notionalBp', vat_notional_bp, 'notionalMinor', notional)
          order by vat_rate_bp desc, vat_category, vat_notional_bp) as breakdown
      from rate group by customer_id having sum(net + vat) > 0 or sum(changes) > 0),
  series as (
    update invoice_series set next = next + (select count(*) from head) where reseller_id = $3 returning next),
  issued as (
    insert into invoice (id, reseller_id, company_id, issuer_id, kind, state, number, period_start, period_end, in_advance, issued_on, due_on,
        currency, net_minor, vat_minor, total_minor, paid_minor, per_pound, vat_sterling_minor, vat_breakdown, vat_rounding,
        seller, buyer, created_at, purchase_order, note)
      select h.id, ${resellerOf(kind)}, ${companyOf(kind)}, $3, '${kind}', case when h.net + h.vat = 0 then 'PAID' else 'OPEN' end,
          $6::text || '-' || lpad(taken.n::text, greatest(6, length(taken.n::text)), '0'), ${firstDayOf('$3', resellerOf(kind), 'h.customer_id')}, turn.period_end, turn.in_advance, $7::date, $7::date + ${paymentDays('$3', 'h.customer_id')},
          c.currency, h.net, h.vat, h.net + h.vat, 0, c.per_pound, round(h.vat / c.per_pound::numeric), h.breakdown, $8::text,
          $5::jsonb, c.buyer, $9::timestamptz, ${saidOf('purchase_order', '$3', 'h.customer_id')}, ${saidOf('note', '$3', 'h.customer_id')}
        from head h join customer c on c.id = h.customer_id cross join series cross join lateral ${turnOf('$3', 'h.customer_id', terms)}
        cross join lateral (select series.next - 1 - (select count(*) from head) + h.place as n) taken
      returning id, reseller_id, company_id, number, period_start, period_end, due_on, total_minor, currency),
  written as (
    insert into invoice_line (id, reseller_id, company_id, issuer_id, invoice_id, product_id, charge_id, position, description, quantity,
        unit_price_minor, "from", "to", net_minor, ${VAT})
      select l.id, l.reseller_id, ${companyOf(kind)}, $3, h.id, l.product_id, l.charge_id, l.place, l.description, l.quantity, l.unit_minor,
          l."from", l."to", l.net_minor, ${VAT}
        from line l join head h using (customer_id)),
  behind as (
    insert into invoice_line_part (id, reseller_id, company_id, issuer_id, invoice_id, invoice_line_id, subscription_id, position,
        reference, quantity, "from", "to", net_minor, settles)
      select uuidv7(), d.reseller_id, ${companyOf(kind)}, $3, h.id, l.id, d.subscription_id,
          row_number() over (partition by h.id order by l.place, c.name, u.last_name, u.first_name, d.reference),
          d.reference, d.quantity, d."from", d."to", d.net_minor, d.change <> ''
        from part d join line l on (l.customer_id, ${supplyOf('l')}) = (d.customer_id, ${supplyOf('d')}) and l.charge_id is null
        join head h on h.customer_id = d.customer_id
        join company c on c.id = d.company_id left join end_user u on u.id = d.end_user_id),
  ${INVOICE_CHARGES},
  billed as (
    insert into billed_subscription (id, reseller_id, company_id, subscription_id, kind, billed_to, settled_to)
      select uuidv7(), reseller_id, company_id, subscription_id, '${kind}', billed_to, least(billed_to, cut_off) from (
        select reseller_id, company_id, subscription_id, max(greatest("to", billed_to)) as billed_to, max(cut_off) as cut_off from part
          group by reseller_id, company_id, subscription_id) charged
      on conflict (subscription_id, kind) do update set billed_to = excluded.billed_to, settled_to = excluded.settled_to)
  select id, reseller_id as "resellerId", company_id as "companyId", number, period_start::text as "periodStart", period_end::text as "periodEnd", due_on::text as "dueOn",
      total_minor::float8 as "totalMinor", currency
    from issued order by number`;

const STATEMENTS: Record<InvoiceKind, string> = {
  WHOLESALE: statementOf('WHOLESALE'),
  RETAIL: statementOf('RETAIL'),
};
const CLOSING = statementOf('RETAIL', { terms: CLOSED, closing: true });
