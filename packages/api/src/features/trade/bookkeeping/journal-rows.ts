import type { PlainDate } from '@steward/shared';
import { setting } from '../../../kernel/protection.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ProductCategory } from '../catalogue/index.ts';
import type { LedgerAccount, LedgerEntryKind } from '../ledger/index.ts';
import type { Days } from './sold-rows.ts';

/** A posting of one's own ledger. */
export interface JournalRow {
  id: string;
  entryId: string;
  on: PlainDate;
  kind: LedgerEntryKind;
  account: LedgerAccount;
  category: ProductCategory | null;
  reference: string;
  /** The customer; of what one bought, the supplier. */
  party: string;
  currency: string;
  /** Debits are positive, credits negative. */
  amountMinor: number;
}

const AT_ONCE = 1_000;

/** The journal of some days, entry by entry, some postings after another one. */
export const journalRows = (
  scope: Scope,
  { from, to, currency }: Days,
  after: JournalRow | undefined,
): Promise<JournalRow[]> =>
  scope.sql<JournalRow>(
    `select p.id, p.entry_id as "entryId", p."on"::text, p.kind, p.account, p.category, p.reference, p.currency,
         p.amount_minor::float8 as "amountMinor",
         case when i.issuer_id = p.ledger_id then i.buyer->>'name' else i.seller->>'name' end as party
       from ledger_posting p join invoice i on i.id = p.invoice_id
       where p.ledger_id = ${setting('reseller_id')} and p."on" between $1::date and $2::date and p.currency = $3
         and ($4::date is null or (p."on", p.entry_id, p.id) > ($4::date, $5::uuid, $6::uuid))
       order by p."on", p.entry_id, p.id limit ${AT_ONCE}`,
    [from, to, currency, after?.on ?? null, after?.entryId ?? null, after?.id ?? null],
  );
