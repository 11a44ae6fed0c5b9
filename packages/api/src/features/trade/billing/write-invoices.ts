import type { Minor, Period, PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Draft } from './draft.ts';
import type { InvoiceKind } from './invoice.entity.ts';
import type { Issuer } from './issuer.ts';
import { buyerOf, type CustomerRow } from './snapshots.ts';

/** What all invoices of one writing have in common. */
interface Common {
  issuer: Issuer;
  kind: InvoiceKind;
  period: Period;
}

interface Entry {
  draft: Draft;
  /** Null while more lines may come. */
  issue: { number: string; issuedOn: PlainDate; dueOn: PlainDate } | null;
}

/** An invoice that has just been made out. */
export interface IssuedInvoice {
  id: string;
  resellerId: string;
  companyId: string | null;
  issuerName: string;
  number: string;
  dueOn: PlainDate;
  totalMinor: Minor;
}

/**
 * Writes invoices with the lines they have so far, in two statements whatever their number. One that comes again is
 * brought up to date: a draft becomes final with its last lines, number and totals. Returns those that are final.
 */
export async function writeInvoices(
  scope: Scope,
  common: Common,
  entries: Entry[],
): Promise<IssuedInvoice[]> {
  if (!entries.length) return [];
  // A draft stays as it was first written until it is final: each version of its row would slow down every new line.
  await writeHeads(
    scope,
    common,
    entries.filter(({ draft, issue }) => issue || !draft.written),
  );
  await writeLines(scope, common, entries);
  return entries.flatMap(({ draft, issue }) => {
    const { id, resellerId, companyId, totals } = draft;
    const { number, dueOn } = issue ?? {};
    if (!number || !dueOn) return [];
    const issuerName = common.issuer.seller.name;
    return [{ id, resellerId, companyId, issuerName, number, dueOn, totalMinor: totals.grossMinor }];
  });
}

async function writeHeads(scope: Scope, { issuer, kind, period }: Common, entries: Entry[]): Promise<void> {
  const buyers = await buyersOf(
    scope,
    kind,
    entries.map(({ draft }) => draft.customerId),
  );
  const heads = entries.map(({ draft: { id, resellerId, companyId, customerId, totals }, issue }) => ({
    id,
    reseller_id: resellerId,
    company_id: companyId,
    state: issue ? 'OPEN' : 'DRAFT',
    number: issue?.number ?? null,
    issued_on: issue?.issuedOn ?? null,
    due_on: issue?.dueOn ?? null,
    net_minor: totals.netMinor,
    vat_minor: totals.vatMinor,
    total_minor: totals.grossMinor,
    buyer: buyers.get(customerId),
  }));
  await scope.sql(
    `insert into invoice (id, reseller_id, company_id, issuer_id, kind, state, number, period_start, period_end, issued_on,
       due_on, currency, net_minor, vat_minor, total_minor, paid_minor, seller, buyer, created_at)
     select id, reseller_id, company_id, $2, $3, state, number, $4, $5, issued_on, due_on, 'GBP', net_minor, vat_minor,
       total_minor, 0, $6, buyer, $7
     from json_to_recordset($1) as head (id uuid, reseller_id uuid, company_id uuid, state text, number text, issued_on date,
       due_on date, net_minor bigint, vat_minor bigint, total_minor bigint, buyer jsonb)
     on conflict (id) do update set state = excluded.state, number = excluded.number, issued_on = excluded.issued_on,
       due_on = excluded.due_on, net_minor = excluded.net_minor, vat_minor = excluded.vat_minor, total_minor = excluded.total_minor`,
    [JSON.stringify(heads), issuer.id, kind, period.start, period.endExclusive, issuer.seller, scope.now],
  );
}

async function writeLines(scope: Scope, { issuer }: Common, entries: Entry[]): Promise<void> {
  const lines = entries.flatMap(({ draft }) =>
    draft.lines.map((line) => ({
      invoice_id: draft.id,
      reseller_id: draft.resellerId,
      company_id: draft.companyId,
      subscription_id: line.subscriptionId,
      position: line.position,
      description: line.description,
      quantity: line.quantity,
      unit_price_minor: line.unitMinor,
      from: line.period.start,
      to: line.period.endExclusive,
      net_minor: line.netMinor,
    })),
  );
  await scope.sql(
    `insert into invoice_line (id, reseller_id, company_id, issuer_id, invoice_id, subscription_id, position, description,
       quantity, unit_price_minor, "from", "to", net_minor, vat_rate_bp)
     select uuidv7(), reseller_id, company_id, $2, invoice_id, subscription_id, position, description, quantity,
       unit_price_minor, "from", "to", net_minor, $3
     from json_to_recordset($1) as line (invoice_id uuid, reseller_id uuid, company_id uuid, subscription_id uuid,
       position integer, description text, quantity integer, unit_price_minor integer, "from" date, "to" date, net_minor bigint)`,
    [JSON.stringify(lines), issuer.id, issuer.vatRateBp],
  );
  for (const { draft } of entries) draft.wrote();
}

async function buyersOf(scope: Scope, kind: InvoiceKind, ids: string[]) {
  const rows = await scope.sql<CustomerRow>(
    kind === 'RETAIL'
      ? `select id, name, address, vat_number as "vatNumber", customer_code as "customerCode" from company where id = any($1)`
      : `select id, name, address, vat_number as "vatNumber", null as "customerCode" from reseller where id = any($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, buyerOf(row)]));
}
