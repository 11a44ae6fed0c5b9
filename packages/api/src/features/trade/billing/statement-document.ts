import type { Minor, PlainDate } from '@steward/shared';
import type { Branding, BuyerSnapshot, SellerSnapshot } from './invoice-document.ts';

/** What changed an account, in words. */
export interface StatementRow {
  on: PlainDate;
  what: string;
  reference: string;
  /** What is owed more, or less if it is negative. */
  amountMinor: Minor;
  balanceMinor: Minor;
}

/** What is owed, by how long it has been due. */
export interface Ages {
  notDueMinor: Minor;
  to30Minor: Minor;
  to60Minor: Minor;
  to90Minor: Minor;
  olderMinor: Minor;
}

/** Everything that stands on a customer's statement, ready to print: parties as on the latest invoice. */
export interface StatementDocument {
  seller: SellerSnapshot;
  buyer: BuyerSnapshot;
  branding: Branding;
  currency: string;
  from: PlainDate;
  /** The last day. */
  to: PlainDate;
  openingMinor: Minor;
  closingMinor: Minor;
  rows: StatementRow[];
  ages: Ages;
}
