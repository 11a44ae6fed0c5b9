import type { Minor, Period, PlainDate } from '@steward/shared';
import type { InvoiceVat } from './invoice-vat.ts';
import type { PricedLine } from './pricing.ts';
import type { VatCategory } from './vat.ts';

/** Where a party is, in the parts that machines read. */
export interface PostalAddress {
  line1: string;
  line2: string | null;
  city: string;
  county: string | null;
  postcode: string;
  /** ISO 3166 alpha-2. */
  country: string;
}

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
  address: PostalAddress;
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
  address: PostalAddress;
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

/** A line, and why it has its rate. */
export interface DocumentLine extends PricedLine {
  /** The months that it is for, if they are whole ones; what it comes to is quantity × price × months. */
  months: number;
  vatCategory: VatCategory;
}

/** The invoice that a credit note takes something back of, or a debit note charges more of, and why (SI 1995/2518 reg. 15C). */
export interface Cited {
  /** Of the invoice. */
  number: string;
  issuedOn: PlainDate;
  reason: string;
}

/**
 * Everything that stands on an invoice when it is issued, ready to print and to be written as an e-invoice. What a full VAT invoice must show is laid down in regulation 14
 * of the VAT Regulations 1995 (SI 1995/2518) and explained in HMRC's COG941020.
 */
export interface InvoiceDocument {
  /** Null while the invoice is a draft: a number is given at finalisation. */
  number: string | null;
  /** Null of an invoice; else it is a credit note, whose lines are amounts. */
  credits: Cited | null;
  /** Null of an invoice; else it is a debit note, which is paid like one. */
  debits: Cited | null;
  issueDate: PlainDate;
  /** The date VAT becomes due; null if it is the date of issue. */
  taxPoint: PlainDate | null;
  /** The days that are charged for. */
  period: Period;
  dueDate: PlainDate | null;
  currency: string;
  /** The seller's id here, the same on all that it issues. */
  sellerId: string;
  seller: SellerSnapshot;
  buyer: BuyerSnapshot;
  /** The number of the buyer's order. */
  purchaseOrder: string | null;
  /** What its issuer has written on it. */
  note: string | null;
  branding: Branding;
  lines: DocumentLine[];
  vat: InvoiceVat[];
  netMinor: Minor;
  vatMinor: Minor;
  /** The VAT in pounds, and how much of the currency a pound was, on an invoice in another one. */
  vatInSterling: { minor: Minor; perPound: string } | null;
  grossMinor: Minor;
  /** What must be said of the VAT, such as that the customer accounts for it. */
  vatRemarks: string[];
  /** A sentence or two, such as "Payment within 30 days of the date of issue." */
  paymentTerms: string | null;
}

/** What it is called, without its number. */
export const kindOf = ({
  number,
  credits,
  debits,
}: Pick<InvoiceDocument, 'number' | 'credits' | 'debits'>): string =>
  number === null ? 'Draft invoice' : credits ? 'Credit note' : debits ? 'Debit note' : 'Invoice';
