import {
  formatPeriod,
  monthOf,
  monthPeriod,
  type Period,
  type PlainDate,
  previousMonth,
} from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Currency } from '../../platform/tenancy/index.ts';
import type { SupplyKind } from '../catalogue/index.ts';
import { announceInvoices } from './announce-invoices.ts';
import { isSetAside } from './drafts/say-of-draft.ts';
import { MICRO_PER_MINOR, writeCharges } from './drafts/write-charges.ts';
import { dueParts, SUPPLIES } from './due-lines.ts';
import { needsSterling, ratesOfIssue } from './exchange-rates.ts';
import { readIssuer } from './issuer.ts';
import { invoiceFiles } from './keep-invoice-files.ts';
import { buyerOf, type CustomerRow } from './snapshots.ts';
import { vatByKind } from './vat.ts';
import { writeInvoices } from './write-invoices.ts';

/** What the end of an account came to: the invoice, if there was something to charge, or why it cannot be made out. */
export type Closed = { invoiceId: string | null } | { heldBecause: string };

/**
 * Settles a company with its seller up to a day: an invoice of every day before it, of what was used and of what waits, less what was
 * charged ahead from it on; and what the seller owes the platform for the same days waits for its next invoice. From that day on nothing
 * has been charged to anybody, so that whoever supplies it then charges from there. [T7] [B4]
 */
export async function closeAccount(
  scope: Scope,
  { id: companyId, resellerId }: { id: string; resellerId: string },
  on: PlainDate,
  publicUrl: string,
): Promise<Closed> {
  await scope.sql(
    `select pg_advisory_xact_lock(hashtextextended('billing ' || r.id, 0))
       from (select id from reseller where is_platform or id = $1 order by is_platform desc) r`,
    [resellerId],
  );
  const issuer = await readIssuer(scope, resellerId);
  const days = on.endsWith('-01') ? previousMonth(on) : monthPeriod(monthOf(on));
  const [row] = await scope.sql<CustomerRow & { setAside: boolean }>(
    `select id, name, address, currency, vat_number as "vatNumber", vat_treatment as "vatTreatment", customer_code as "customerCode",
        ${isSetAside('$2::uuid', 'company.id')} as "setAside" from company where id = $1`,
    [companyId, resellerId],
  );
  if (!row) throw new Error('The company whose account is closed is not visible.');
  if (row.setAside)
    return { heldBecause: `${issuer.seller.name} holds its draft invoice: release it first.` };
  const vat = vatByKind(issuer.seller, { ...row, resells: false }, on);
  const needsRate = needsSterling(vat, row.currency);
  const perPound = needsRate ? ((await ratesOfIssue(scope, resellerId)).get(row.currency) ?? null) : null;
  if (needsRate && perPound === null)
    return { heldBecause: `There is no exchange rate for ${row.currency} yet: record it first.` };
  const customer = { id: companyId, buyer: buyerOf(row), vat, currency: row.currency, perPound };
  const issued = await writeInvoices(scope, issuer, 'RETAIL', days, [customer], on);
  await announceInvoices(scope, issued, publicUrl);
  const ids = issued.map(({ id }) => id);
  await invoiceFiles.queue(scope, issuer, ids);
  await chargeSeller(scope, { companyId, name: row.name }, days, on);
  await beginAt(scope, { companyId, resellerId }, on);
  return { invoiceId: ids[0] ?? null };
}

/** What the platform charges the seller for the company's services up to the day: lines that its next invoice has. */
async function chargeSeller(
  scope: Scope,
  { companyId, name }: { companyId: string; name: string },
  days: Period,
  on: PlainDate,
): Promise<void> {
  const terms = `(select 'MONTH_IN_ARREARS' as cycle, $3::integer as billing_day, 1 as first_month)`;
  const due = await scope.sql<{
    resellerId: string;
    issuerId: string;
    currency: Currency;
    productId: string;
    supplyKind: SupplyKind;
    description: string;
    quantity: number;
    from: PlainDate;
    to: PlainDate;
    minor: number;
  }>(
    `with part as materialized (${dueParts('WHOLESALE', { terms, closing: true }, 's.company_id = $4')})
      select l.reseller_id as "resellerId", (select p.id from reseller p where p.is_platform) as "issuerId", r.currency, l.product_id as "productId",
          l.supply_kind as "supplyKind", l.description, l.quantity::float8, l."from"::text, l."to"::text, l.net_minor::float8 as minor
        from (${SUPPLIES}) l join reseller r on r.id = l.reseller_id where l.net_minor <> 0 order by l.position`,
    [days.start, days.endExclusive, Number(on.slice(-2)), companyId],
  );
  await writeCharges(
    scope,
    due.map(({ minor, description, quantity, resellerId, ...line }) => ({
      ...line,
      ...{
        resellerId,
        companyId: null,
        kind: 'WHOLESALE',
        source: minor < 0 ? 'DISCOUNT' : 'MANUAL',
        quantity: 1,
      },
      description: `${name}: ${Math.abs(quantity)} × ${description}, ${formatPeriod({ start: line.from, endExclusive: line.to })}`,
      amountMicro: minor * MICRO_PER_MINOR,
    })),
  );
}

/** Nobody has been charged for anything from this day on; what was to be charged by the former seller from then on is dropped. */
async function beginAt(
  scope: Scope,
  { companyId, resellerId }: { companyId: string; resellerId: string },
  on: PlainDate,
): Promise<void> {
  await scope.sql(
    `update billed_subscription set billed_to = least(billed_to, $2::date), settled_to = least(settled_to, $2::date)
      where company_id = $1 and billed_to > $2::date`,
    [companyId, on],
  );
  await scope.sql(
    `insert into billed_subscription (id, reseller_id, company_id, subscription_id, kind, billed_to, settled_to)
       select uuidv7(), s.reseller_id, s.company_id, s.id, 'WHOLESALE', least(s.ends_on, $2::date), least(s.ends_on, $2::date)
         from subscription s where s.company_id = $1 and s.part_of_id is null and s.starts_on < $2::date
       on conflict (subscription_id, kind) do update set billed_to = excluded.billed_to, settled_to = excluded.settled_to`,
    [companyId, on],
  );
  await scope.sql(
    `delete from charge where company_id = $1 and issuer_id = $2 and invoice_id is null and "from" >= $3::date
      and (source <> 'DISCOUNT' or percent_bp is not null)`,
    [companyId, resellerId, on],
  );
}
