import type { Currency, VatTreatment } from '../../platform/tenancy/index.ts';
import type { BankDetails, BuyerSnapshot, SellerSnapshot } from './invoice-document.ts';

interface PostalAddress {
  line1: string;
  line2: string | null;
  city: string;
  county: string | null;
  postcode: string;
  country: string;
}

/** A reseller as the database has it: whoever issues, or is invoiced at wholesale. */
export interface ResellerRow {
  id: string;
  name: string;
  address: PostalAddress;
  vatNumber: string | null;
  bank: Pick<BankDetails, 'accountName' | 'sortCode' | 'accountNumber'> | null;
  accentColour: string | null;
}

/** A customer as the database has it. */
export interface CustomerRow {
  id: string;
  name: string;
  address: PostalAddress;
  vatNumber: string | null;
  vatTreatment: VatTreatment;
  currency: Currency;
  customerCode: string | null;
}

/** Kept with the invoice: the seller, and the colour of its paper. */
export interface StoredSeller extends SellerSnapshot {
  accentColour: string | null;
}

const countries = new Intl.DisplayNames('en-GB', { type: 'region' });

/** The lines of an address as they are printed; within the United Kingdom the country goes without saying. */
export function addressLines(address: PostalAddress): string[] {
  const { line1, line2, city, county, postcode, country } = address;
  const abroad = country === 'GB' ? null : (countries.of(country) ?? country);
  return [line1, line2, city, county, postcode, abroad].filter(
    (line) => line !== null && line !== '',
  ) as string[];
}

/** The seller as it is now; what it changes later does not reach invoices it has issued. */
export function sellerOf(reseller: ResellerRow): StoredSeller {
  const { name, address, vatNumber, bank, accentColour } = reseller;
  return {
    name,
    legalName: name,
    addressLines: addressLines(address),
    vatNumber,
    companyNumber: null,
    registeredIn: null,
    email: null,
    phone: null,
    bank: bank && { ...bank, bankName: null, iban: null, bic: null },
    accentColour,
  };
}

/** The buyer as it is now. */
export function buyerOf({ name, address, vatNumber, customerCode }: CustomerRow): BuyerSnapshot {
  return { name, attention: null, addressLines: addressLines(address), vatNumber, customerCode };
}
