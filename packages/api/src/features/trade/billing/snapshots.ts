import type { Currency, VatTreatment } from '../../platform/tenancy/index.ts';
import type { BankDetails, BuyerSnapshot, PostalAddress, SellerSnapshot } from './invoice-document.ts';

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

/** A party as it is kept with the invoice: those of old have their address in lines only. */
export type Stored<Party extends { address: PostalAddress }> = Omit<Party, 'address'> &
  Partial<Pick<Party, 'address'>>;

/** The seller, and the colour of its paper. */
export interface SellerOnPaper extends SellerSnapshot {
  accentColour: string | null;
}

const countries = new Intl.DisplayNames('en-GB', { type: 'region' });
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The lines of an address as they are printed; within the United Kingdom the country goes without saying. */
export function addressLines(address: PostalAddress): string[] {
  const { line1, line2, city, county, postcode, country } = address;
  const abroad = country === 'GB' ? null : (countries.of(country) ?? country);
  return [line1, line2, city, county, postcode, abroad].filter(
    (line) => line !== null && line !== '',
  ) as string[];
}

/** A party as it was kept, with its address: of old ones in no more parts than its lines and their country. */
export function withAddress<Party extends { address: PostalAddress; addressLines: string[] }>(
  party: Stored<Party>,
): Party {
  return { ...party, address: party.address ?? addressOf(party.addressLines) } as Party;
}

function addressOf(lines: readonly string[]): PostalAddress {
  const code = codeOf(lines.at(-1));
  const [line1 = '', ...rest] = code ? lines.slice(0, -1) : lines;
  return { line1, line2: rest.join(', '), city: '', county: null, postcode: '', country: code ?? 'GB' };
}

/** The country that is called so. */
const codeOf = (name: string | undefined): string | undefined =>
  LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).find(
    (code) => name !== code && countries.of(code) === name,
  );

/** The seller as it is now; what it changes later does not reach invoices it has issued. */
export function sellerOf(reseller: ResellerRow): SellerOnPaper {
  const { name, address, vatNumber, bank, accentColour } = reseller;
  return {
    name,
    legalName: name,
    addressLines: addressLines(address),
    address,
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
  return { name, attention: null, addressLines: addressLines(address), address, vatNumber, customerCode };
}
