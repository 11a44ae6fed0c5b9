import { invalid, notFound } from '../../../kernel/problem.ts';
import { setting } from '../../../kernel/protection.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { ITS_ACCOUNT } from './ledger.entity.ts';
import type { Statement } from './statement.ts';

/** More than anybody reads at once: narrower days are asked for. */
const ENTRIES = 2_000;

interface Parties {
  customerName: string;
  issuerName: string | null;
  currency: string;
  /** SQL's own: the issuer of a company's account; null for a reseller's with the platform. */
  issuerId: string | null;
}

/**
 * Who has the account with whom: the company with its reseller, or with the issuer that is named; a reseller with the platform.
 * Row security shows customers to themselves, and to who looks after them; of one that has moved its former issuer has invoices.
 */
async function partiesOf(
  scope: Scope,
  customerId: string,
  issuerId: string | null,
): Promise<Parties | undefined> {
  const [parties] = await scope.sql<Parties>(
    `select coalesce(customer.name, last.buyer->>'name') as "customerName", last.seller->>'name' as "issuerName",
        coalesce(customer.currency, last.currency) as currency, customer.issuer_id as "issuerId"
      from (select c.name, c.currency, coalesce($2::uuid, c.reseller_id) as issuer_id from company c where c.id = $1
        union all select r.name, r.currency, null from reseller r where r.id = $1 and ${setting('company_id')} is null
        union all select null, null, $2::uuid where $2::uuid is not null
          and not exists (select from company c where c.id = $1) and not exists (select from reseller r where r.id = $1)) customer
      left join lateral (
        select i.buyer, i.seller, i.currency from invoice i
          where (i.company_id = $1 or i.customer_reseller_id = $1) and i.issuer_id = coalesce(customer.issuer_id, i.issuer_id)
            and i.state <> 'DRAFT'
          order by i.issued_on desc, i.id desc limit 1) last on true
      where customer.name is not null or last.buyer is not null`,
    [customerId, issuerId],
  );
  return parties;
}

/** Which account, over which days; the issuer where it is not whoever supplies the customer now. */
export interface StatementAsked {
  customerId: string;
  issuerId: string | null;
  from: string;
  to: string;
}

/** A statement, and with whom the account is. */
export type ReadStatement = Omit<Statement, 'ofIssuer'> & Pick<Parties, 'issuerId'>;

/**
 * What a customer owed, what was invoiced and paid since, and what it owes: from the ledger of whoever supplies it now, or of the
 * issuer that is named, for a company that has moved. A reseller's account with the platform has in it what was taken by card
 * for that reseller, as far as it is in its currency: amounts of another are in the journal. NOT_FOUND for a customer
 * that is not there or not visible. [B7]
 */
export async function readStatement(
  scope: Scope,
  { customerId, issuerId, ...period }: StatementAsked,
): Promise<ReadStatement> {
  const parties = await partiesOf(scope, customerId, issuerId);
  if (!parties) throw notFound('customer');
  const [account] = await scope.sql<Pick<Statement, 'openingMinor' | 'closingMinor' | 'entries'>>(
    `with account as (
       select p.entry_id as id, p."on", p.kind, p.reference, p.invoice_id, sum(p.amount_minor) as amount_minor,
           bool_or(p.account = 'SET_OFF') as set_off, row_number() over (order by p."on", min(p.created_at), min(p.id::text)) as place
         from ledger_posting p
         where p.customer_id = $1 and p.${ITS_ACCOUNT} and p.currency = $5 and p."on" <= $4::date
           and case when $2::uuid is null then p.ledger_id <> p.reseller_id else p.ledger_id = $2 end
         -- Credit that is put against an invoice changes nothing of what is owed.
         group by p.entry_id, p."on", p.kind, p.reference, p.invoice_id having sum(p.amount_minor) <> 0),
     opening as (select coalesce(sum(amount_minor), 0) as minor from account where "on" < $3::date),
     entry as (
       select *, (select minor from opening) + sum(amount_minor) over (order by place) as balance from account where "on" >= $3::date)
     select (select minor::float8 from opening) as "openingMinor",
         (select coalesce(sum(amount_minor), 0)::float8 from account) as "closingMinor",
         coalesce((select json_agg(json_build_object('id', id, 'on', "on", 'kind', kind, 'reference', reference,
           'invoiceId', invoice_id, 'setOff', set_off, 'amountMinor', amount_minor, 'balanceMinor', balance) order by place)
           from (select * from entry order by place limit ${ENTRIES + 1}) shown), '[]') as entries`,
    [customerId, parties.issuerId, period.from, period.to, parties.currency],
  );
  const { openingMinor = 0, closingMinor = 0, entries = [] } = account ?? {};
  if (entries.length > ENTRIES)
    throw invalid('from', `These days have more than ${ENTRIES} entries: choose fewer days.`);
  return { ...parties, ...period, openingMinor, closingMinor, entries };
}
