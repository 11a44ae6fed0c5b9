import type { BuyerSnapshot, InvoiceDocument, PostalAddress, SellerSnapshot } from '../invoice-document.ts';
import { type Element, element } from './xml.ts';

/** The electronic address schemes (EAS) whose addresses are VAT numbers, by the country that a number begins with. */
const SCHEMES: Record<string, string> = {
  AT: '9914',
  BE: '9925',
  BG: '9926',
  CH: '9927',
  CY: '9928',
  CZ: '9929',
  DE: '9930',
  DK: '0184',
  EE: '9931',
  EL: '9933',
  ES: '9920',
  FI: '0213',
  FR: '9957',
  GB: '9932',
  HR: '9934',
  HU: '9910',
  IE: '9935',
  IT: '0211',
  LT: '9937',
  LU: '9938',
  LV: '9939',
  MT: '9943',
  NL: '9944',
  PL: '9945',
  PT: '9946',
  RO: '9947',
  SI: '9949',
  SK: '9950',
};

const schemeOf = (vatNumber: string | null): string | undefined => SCHEMES[vatNumber?.slice(0, 2) ?? ''];

/** Whether both parties have an electronic address, without which nothing can be sent over Peppol. */
export const canBeSent = ({ seller, buyer }: InvoiceDocument): boolean =>
  schemeOf(seller.vatNumber) !== undefined && schemeOf(buyer.vatNumber) !== undefined;

/**
 * Who supplies.
 *
 * @param taxed whether VAT numbers may be said: of what is outside the scope of VAT they must not (BR-O-02)
 */
export const sellerParty = (id: string, seller: SellerSnapshot, taxed: boolean): Element =>
  element('cac:AccountingSupplierParty', [
    element('cac:Party', [
      ...whoIs(id, seller),
      vatNumber(seller, taxed),
      element('cac:PartyLegalEntity', [
        element('cbc:RegistrationName', seller.legalName),
        element('cbc:CompanyID', seller.companyNumber),
      ]),
      element('cac:Contact', [
        element('cbc:Telephone', seller.phone),
        element('cbc:ElectronicMail', seller.email),
      ]),
    ]),
  ]);

/** Who is invoiced. */
export const buyerParty = (buyer: BuyerSnapshot, taxed: boolean): Element =>
  element('cac:AccountingCustomerParty', [
    element('cac:Party', [
      ...whoIs(buyer.customerCode, buyer),
      vatNumber(buyer, taxed),
      element('cac:PartyLegalEntity', [element('cbc:RegistrationName', buyer.name)]),
      element('cac:Contact', [element('cbc:Name', buyer.attention)]),
    ]),
  ]);

interface Party {
  name: string;
  address: PostalAddress;
  vatNumber: string | null;
}

const whoIs = (id: string | null, { name, address, vatNumber: number }: Party): Element[] => [
  element('cbc:EndpointID', schemeOf(number) && number, { schemeID: schemeOf(number) ?? '' }),
  element('cac:PartyIdentification', [element('cbc:ID', id)]),
  element('cac:PartyName', [element('cbc:Name', name)]),
  element('cac:PostalAddress', [
    element('cbc:StreetName', address.line1),
    element('cbc:AdditionalStreetName', address.line2),
    element('cbc:CityName', address.city),
    element('cbc:PostalZone', address.postcode),
    element('cbc:CountrySubentity', address.county),
    element('cac:Country', [element('cbc:IdentificationCode', address.country)]),
  ]),
];

const vatNumber = ({ vatNumber: number }: Party, taxed: boolean): Element =>
  element('cac:PartyTaxScheme', number && taxed ? [element('cbc:CompanyID', number), vatScheme] : null);

/** That a tax is VAT. */
export const vatScheme = element('cac:TaxScheme', [element('cbc:ID', 'VAT')]);
