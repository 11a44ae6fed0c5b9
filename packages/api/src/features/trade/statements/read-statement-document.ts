import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import {
  type Ages,
  type BuyerSnapshot,
  type SellerOnPaper,
  type StatementDocument,
  type Stored,
  withAddress,
} from '../billing/index.ts';
import { AGED, type LedgerEntryKind, readStatement, type StatementAsked } from '../ledger/index.ts';

/** What an entry is called on paper. */
const ENTRIES: Readonly<Record<LedgerEntryKind, string>> = {
  INVOICE: 'Invoice',
  DEBIT_NOTE: 'Debit note',
  LATE_PAYMENT: 'Late payment',
  CREDIT_NOTE: 'Credit note',
  PAYMENT: 'Payment',
  PAYMENT_RETURNED: 'Payment returned',
  OVERPAYMENT: 'Paid too much',
  REFUND: 'Paid back',
  CARD_MONEY_HELD: 'Card money held',
  CARD_MONEY_RESOLVED: 'Card money resolved',
  WRITE_OFF: 'Written off',
  RECOVERY: 'Taken up again',
};

/** A statement, and whose it is. */
export interface FoundStatement {
  issuerId: string;
  resellerId: string;
  /** None where a reseller is the customer. */
  companyId: string | null;
  document: StatementDocument;
}

interface Parties extends Omit<FoundStatement, 'document'> {
  seller: Stored<SellerOnPaper>;
  buyer: Stored<BuyerSnapshot>;
  /** Base64. */
  logo: string | null;
  ages: Ages;
}

/**
 * A customer's statement as it is printed, read under the reader's row security: parties as on the latest invoice. NOT_FOUND for a
 * customer that is not there or not visible, CONFLICT if nothing was invoiced to it yet. [B7]
 */
export async function readStatementDocument(scope: Scope, asked: StatementAsked): Promise<FoundStatement> {
  const { issuerId, ...statement } = await readStatement(scope, asked);
  const [parties] = await scope.sql<Parties>(
    `with unpaid as (
       select p.invoice_id, sum(p.amount_minor) as due from ledger_posting p
         where p.customer_id = $1 and p.account = 'RECEIVABLE' and p.currency = $3 and p."on" <= $4::date
           and case when $2::uuid is null then p.ledger_id <> p.reseller_id else p.ledger_id = $2 end
         group by p.invoice_id having sum(p.amount_minor) <> 0),
     late as (select u.due, $4::date - i.due_on as days from unpaid u join invoice i on i.id = u.invoice_id)
     select i.issuer_id as "issuerId", i.reseller_id as "resellerId", i.company_id as "companyId", i.seller, i.buyer,
         (select encode(l.bytes, 'base64') from logo l where l.reseller_id = i.issuer_id) as logo,
         (select to_jsonb(aged) from (select ${AGED} from late) aged) as ages
       from invoice i where (i.company_id = $1 or i.customer_reseller_id = $1) and i.state <> 'DRAFT'
         and case when $2::uuid is null then i.issuer_id <> i.reseller_id else i.issuer_id = $2 end
       order by i.issued_on desc, i.id desc limit 1`,
    [asked.customerId, issuerId, statement.currency, asked.to],
  );
  if (!parties)
    throw conflict('Nothing has been invoiced yet: there is no statement to print.', 'customerId');
  const { seller, buyer, logo, ages, ...whose } = parties;
  const { accentColour, ...onPaper } = withAddress(seller);
  const { currency, from, to, openingMinor, closingMinor, entries } = statement;
  return {
    ...whose,
    document: {
      ...{ currency, from, to, openingMinor, closingMinor, ages },
      seller: onPaper,
      buyer: withAddress(buyer),
      branding: { accentColour, logo: logo === null ? null : Buffer.from(logo, 'base64') },
      rows: entries.map(({ on, kind, setOff, reference, amountMinor, balanceMinor }) => ({
        ...{ on, reference, amountMinor, balanceMinor },
        what: setOff ? 'Card payment, set off' : ENTRIES[kind],
      })),
    },
  };
}

/** What the file of a statement is called, without its ending. */
export const nameOf = ({ from, to }: Pick<StatementDocument, 'from' | 'to'>): string =>
  `Statement ${from} to ${to}`;
