import type { Minor, Period, PlainDate, VatSubtotal } from '@steward/shared';
import type { PricedLine } from './pricing.ts';

/** Where to pay. British accounts have sort code and account number, others IBAN and BIC; both may be given. */
export interface BankDetails {
  accountName: string;
  bankName: string | null;
  /** Six digits, printed as 12-34-56. */
  sortCode: string | null;
  accountNumber: string | null;
  iban: string | null;
  bic: string | null;
}

/** Who supplies, as they were on the day of issue; later changes of the issuer do not reach an issued invoice. */
export interface SellerSnapshot {
  /** The name customers know. */
  name: string;
  /** The registered name, which signs the invoice. */
  legalName: string;
  /** Address lines, country included where it matters. Empty ones are not printed. */
  addressLines: string[];
  /** 'GB123456782', or null for who is not registered for VAT. */
  vatNumber: string | null;
  companyNumber: string | null;
  /** Where the company is registered, such as "England and Wales". */
  registeredIn: string | null;
  email: string | null;
  phone: string | null;
  bank: BankDetails | null;
}

/** Who is invoiced, as they were on the day of issue. */
export interface BuyerSnapshot {
  name: string;
  /** The person or department it goes to. */
  attention: string | null;
  addressLines: string[];
  vatNumber: string | null;
  /** The number that the seller knows the buyer by. */
  customerCode: string | null;
}

export interface Branding {
  /** '#rrggbb'. */
  accentColour: string | null;
  /** A PNG or JPEG file; in place of anything else the name of the seller is printed. */
  logo: Uint8Array | null;
}

/**
 * Everything that stands on an invoice, ready to print. What a full VAT invoice must show is laid down in regulation 14
 * of the VAT Regulations 1995 (SI 1995/2518) and explained in HMRC's COG941020.
 */
export interface InvoiceDocument {
  /** Null while the invoice is a draft: a number is given at finalisation. */
  number: string | null;
  issueDate: PlainDate;
  /** The date VAT becomes due; null if it is the date of issue. */
  taxPoint: PlainDate | null;
  /** The days that are charged for. */
  period: Period;
  dueDate: PlainDate | null;
  currency: string;
  seller: SellerSnapshot;
  buyer: BuyerSnapshot;
  branding: Branding;
  lines: PricedLine[];
  vat: VatSubtotal[];
  netMinor: Minor;
  vatMinor: Minor;
  /** The VAT in pounds, and how much of the currency a pound was, on an invoice in another one. */
  vatInSterling: { minor: Minor; perPound: string } | null;
  grossMinor: Minor;
  paidMinor: Minor;
  /** What must be said of the VAT, such as that the customer accounts for it. */
  vatRemarks: string[];
  /** A sentence or two, such as "Payment within 30 days of the date of issue." */
  paymentTerms: string | null;
}
