import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvoiceDocument } from '../invoice-document.ts';
import { brokenRules, officialRules } from '../testing/e-invoice-rules.ts';
import { type Vat, vatByKind } from '../vat.ts';
import { invoiceOf, lineOf } from './factory.ts';
import { renderInvoiceUbl } from './invoice-ubl.ts';

const REVERSE_CHARGE: Vat = {
  rateBp: 0,
  category: 'REVERSE_CHARGE',
  reason: 'Reverse charge: §44',
  notionalBp: null,
};
const OUT_OF_SCOPE: Vat = { rateBp: 0, category: 'OUT_OF_SCOPE', reason: null, notionalBp: null };
const LATE: Vat = { ...OUT_OF_SCOPE, reason: 'Outside the scope of VAT.' };
const DEBITS = { number: 'NW-000041', issuedOn: '2026-09-30', reason: 'Two more were in use.' };
const { seller, buyer } = invoiceOf();
const inGermany = {
  ...buyer,
  vatNumber: 'DE123456782',
  address: { ...buyer.address, country: 'DE' },
};
const unregistered = { ...seller, vatNumber: null, companyNumber: null };

/** Lines of a whole month, of a part of one, and of what was left over of the month before. */
const linesAt = (vat?: Vat) => [
  lineOf('Mailbox Standard', {}, vat),
  lineOf('Mail archive', { from: '2026-10-12', unitMinor: 180, quantity: 7 }, vat),
  lineOf('Mail archive', { from: '2026-09-29', unitMinor: 199, quantity: 11 }, vat),
];

const LINES_AT_HOME = Object.values(
  vatByKind(seller, { ...buyer, vatTreatment: 'STANDARD', resells: true }, '2026-10-31'),
).map((vat) => ({ vat, line: lineOf('Service', {}, vat) }));
/** Standard, reduced, zero, exempt, and telecommunications whose VAT the customer accounts for. */
const AT_ALL_RATES = {
  lines: LINES_AT_HOME.map(({ line }) => line),
  netMinor: 5 * 5400,
  vatMinor: 1080 + 270,
  grossMinor: 5 * 5400 + 1080 + 270,
  vat: LINES_AT_HOME.map(({ vat, line: { netMinor } }) => ({
    vatRateBp: vat.rateBp,
    vatCategory: vat.category,
    vatReason: vat.reason,
    netMinor,
    vatMinor: (netMinor * vat.rateBp) / 10_000,
    notionalBp: vat.notionalBp,
    notionalMinor: vat.notionalBp && (netMinor * vat.notionalBp) / 10_000,
  })),
};

/** The text of each element of this name, in order. */
const textsOf = (xml: string, name: string): (string | undefined)[] =>
  Array.from(xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g')), ([, text]) => text);

const KINDS: [string, InvoiceDocument][] = [
  [
    'in euros, with its VAT in pounds, too,',
    invoiceOf({ currency: 'EUR', vatInSterling: { minor: 1109, perPound: '1.1534' } }, linesAt()),
  ],
  ['with VAT', invoiceOf({}, linesAt())],
  [
    'in which the customer abroad accounts for VAT',
    invoiceOf({ buyer: inGermany }, linesAt(REVERSE_CHARGE), REVERSE_CHARGE),
  ],
  [
    'outside the scope of VAT',
    invoiceOf({ buyer: { ...buyer, vatNumber: null } }, linesAt(OUT_OF_SCOPE), OUT_OF_SCOPE),
  ],
  [
    'of who is not registered for VAT',
    invoiceOf({ seller: unregistered }, linesAt(OUT_OF_SCOPE), OUT_OF_SCOPE),
  ],
  ['to who is not registered for VAT', invoiceOf({ buyer: { ...buyer, vatNumber: null } }, linesAt())],
  [
    'without bank, customer number or county',
    invoiceOf({
      seller: { ...seller, bank: null },
      buyer: { ...buyer, attention: null, customerCode: null },
    }),
  ],
  [
    'of old, with addresses in lines',
    invoiceOf({ buyer: { ...buyer, address: { ...buyer.address, city: '', postcode: '' } } }),
  ],
  ['that is a debit note', invoiceOf({ debits: DEBITS }, linesAt())],
  ['that charges late payment', invoiceOf({ debits: DEBITS }, linesAt(LATE), LATE)],
  ['of every kind of supply at home', invoiceOf(AT_ALL_RATES, AT_ALL_RATES.lines)],
];

describe('[B8] the e-invoice', () => {
  it.each(KINDS)('%s breaks no rule of EN 16931 or Peppol', (_what, document) => {
    expect(brokenRules(renderInvoiceUbl(document))).toEqual([]);
  });

  it('would be found to break them', () => {
    const broken = renderInvoiceUbl(invoiceOf({ grossMinor: 1 }, linesAt()))
      .replace('unitCode="DAY">140<', 'unitCode="DAY">141<')
      .replace(/<cbc:EndpointID .*?<\/cbc:EndpointID>/, '');
    const rules = brokenRules(broken).map((said) => said.replace(/:.*/s, ''));
    expect(rules).toEqual(expect.arrayContaining(['PEPPOL-EN16931-R020', 'PEPPOL-EN16931-R120']));
    if (officialRules) expect(rules).toEqual(expect.arrayContaining(['BR-CO-15']));
  });

  it('says who supplies whom with what, in the order that UBL lays down', () => {
    const xml = renderInvoiceUbl(invoiceOf({}, linesAt()));
    expect(
      Array.from(
        xml.replace(/^<\?.*\n/, '').matchAll(/<cbc:(\w+)|<cac:(Accounting\w+|InvoiceLine)/g),
        ([, a, b]) => a ?? b,
      ).join(' '),
    ).toMatch(
      /^CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode DocumentCurrencyCode BuyerReference StartDate EndDate AccountingSupplierParty EndpointID ID Name StreetName CityName PostalZone IdentificationCode CompanyID ID RegistrationName CompanyID Telephone ElectronicMail AccountingCustomerParty /,
    );
    expect(textsOf(xml, 'cbc:EndpointID')).toEqual(['GB123456782', 'GB980780684']);
    expect(textsOf(xml, 'cbc:PaymentID')).toEqual(['NW-2026-000042']);
    expect(xml).toContain('<cbc:ID>GB29NWBK60161331926819</cbc:ID>');
    expect(textsOf(xml, 'cbc:PayableAmount')).toEqual([
      (invoiceOf({}, linesAt()).grossMinor / 100).toFixed(2),
    ]);
  });

  it('as a debit note says so, why, and of which invoice', () => {
    const xml = renderInvoiceUbl(invoiceOf({ debits: DEBITS }));
    for (const part of [
      '<cbc:InvoiceTypeCode>383</cbc:InvoiceTypeCode><cbc:Note>Two more were in use.</cbc:Note>',
      '<cac:InvoiceDocumentReference><cbc:ID>NW-000041</cbc:ID><cbc:IssueDate>2026-09-30<',
      '<cbc:PaymentID>NW-2026-000042<',
    ])
      expect(xml).toContain(part);
  });

  it('prices a part of a month by its days, of which the month’s are the base', () => {
    const xml = renderInvoiceUbl(invoiceOf({}, linesAt()));
    expect(xml).toContain('<cbc:InvoicedQuantity unitCode="C62">12</cbc:InvoicedQuantity>');
    expect(xml).toContain(
      '<cbc:Note>7 for 20 of 31 days</cbc:Note><cbc:InvoicedQuantity unitCode="DAY">140</cbc:InvoicedQuantity>',
    );
    expect(xml).toContain(
      '<cbc:PriceAmount currencyID="GBP">1.80</cbc:PriceAmount><cbc:BaseQuantity unitCode="DAY">31</cbc:BaseQuantity>',
    );
    // The period of the invoice holds that of each line (R110).
    expect(textsOf(xml, 'cbc:StartDate')[0]).toBe('2026-09-29');
  });

  it('claims to be Peppol’s only if both parties have an electronic address', () => {
    const [, abroad] = KINDS[2] as (typeof KINDS)[number];
    expect(textsOf(renderInvoiceUbl(abroad), 'cbc:EndpointID')).toEqual(['GB123456782', 'DE123456782']);
    const without = renderInvoiceUbl(invoiceOf({ buyer: { ...buyer, vatNumber: null } }));
    expect(textsOf(without, 'cbc:CustomizationID')).toEqual(['urn:cen.eu:en16931:2017']);
    expect(without).not.toContain('ProfileID');
  });

  it('says of each rate and category why it is as it is, and what the customer accounts for itself', () => {
    const xml = renderInvoiceUbl(invoiceOf(AT_ALL_RATES, AT_ALL_RATES.lines));
    expect(textsOf(xml.replace(/<cac:InvoiceLine>.*/s, ''), 'cbc:TaxExemptionReason')).toEqual([
      'Exempt from VAT: VAT Act 1994, Schedule 9.',
      'Reverse charge: VAT Act 1994 Section 55A applies. The customer accounts to HMRC for £10.80 of VAT, 20% of £54.00.',
    ]);
    expect(
      Array.from(
        xml.matchAll(/<cac:TaxCategory><cbc:ID>(\w+)<\/cbc:ID><cbc:Percent>(\d+)</g),
        ([, id, rate]) => `${id} ${rate}`,
      ),
    ).toEqual(['S 20', 'S 5', 'Z 0', 'E 0', 'AE 0']);
  });

  it('names a British account where there is no IBAN', () => {
    const bank = {
      accountName: 'Northwind',
      bankName: null,
      sortCode: '20-30-45',
      accountNumber: '12345678',
      iban: null,
      bic: null,
    };
    expect(renderInvoiceUbl(invoiceOf({ seller: { ...seller, bank } }))).toContain(
      '<cbc:ID>12345678</cbc:ID><cbc:Name>Northwind</cbc:Name><cac:FinancialInstitutionBranch><cbc:ID>203045</cbc:ID>',
    );
  });

  it('is XML whatever things are called', () => {
    const hostile = 'A & <b> "c" \u0000\u001f\ud800 ]]> 👩‍👩‍👧';
    const xml = renderInvoiceUbl(invoiceOf({ buyer: { ...buyer, name: hostile } }, [lineOf(hostile)]));
    expect(brokenRules(xml)).toEqual([]);
    expect(textsOf(xml, 'cbc:RegistrationName')[1]).toBe(
      'A &amp; &lt;b&gt; "c"  ]]&gt; 👩‍👩‍👧'.replaceAll('"', '&quot;'),
    );
  });

  it('of any prices, quantities and days is what the lines and rates say, to Peppol’s two pence', () => {
    const line = fc
      .record({
        unitMinor: fc.integer({ min: 0, max: 100_000_00 }),
        quantity: fc.integer({ min: 1, max: 5_000 }),
        first: fc.integer({ min: 1, max: 31 }),
      })
      .map(({ first, ...priced }) =>
        lineOf('Service', { ...priced, from: `2026-10-${String(first).padStart(2, '0')}` }),
      );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const xml = renderInvoiceUbl(invoiceOf({}, lines));
        const numbers = (name: string) => textsOf(xml, name).map(Number);
        const [quantities, prices, bases, nets] = [
          'InvoicedQuantity',
          'PriceAmount',
          'BaseQuantity',
          'LineExtensionAmount',
        ].map((name) => numbers(`cbc:${name}`)) as [number[], number[], number[], number[]];
        const [total = 0, ...ofLines] = nets;
        ofLines.forEach((net, index) => {
          const exact =
            ((quantities[index] as number) * (prices[index] as number)) / (bases[index] as number);
          expect(Math.abs(net - exact)).toBeLessThan(0.0051);
        });
        expect(Math.abs(ofLines.reduce((sum, net) => sum + net, 0) - total)).toBeLessThan(0.001);
      }),
    );
  });
});
