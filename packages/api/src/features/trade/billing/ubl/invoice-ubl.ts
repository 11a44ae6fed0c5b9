import { addDays, type Minor, type Period } from '@steward/shared';
import type { BankDetails, DocumentLine, InvoiceDocument } from '../invoice-document.ts';
import type { InvoiceVat } from '../invoice-vat.ts';
import type { Vat } from '../vat.ts';
import { vatRemark } from '../vat-remark.ts';
import { buyerParty, canBeSent, sellerParty, vatScheme } from './parties.ts';
import { type Element, element } from './xml.ts';

const EN_16931 = 'urn:cen.eu:en16931:2017';
const PEPPOL = `${EN_16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0`;
const BILLING = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';

/** What UBL calls the two kinds of documents and their parts, and UNCL 1001 their types. */
const INVOICE = { name: 'Invoice', line: 'cac:InvoiceLine', quantity: 'cbc:InvoicedQuantity' } as const;
const CREDIT_NOTE = {
  name: 'CreditNote',
  line: 'cac:CreditNoteLine',
  quantity: 'cbc:CreditedQuantity',
} as const;
type Kind = typeof INVOICE | typeof CREDIT_NOTE;
const COMMERCIAL_INVOICE = '380';
const CREDIT = '381';
const DEBIT = '383';
/** UNCL 4461. */
const CREDIT_TRANSFER = '30';
/** UN/ECE Recommendation 20. */
const PIECES = 'C62';
const DAYS = 'DAY';
const MONTHS = 'MON';

/** What VAT is declared in here, whatever an invoice is in. */
const STERLING = 'GBP';

/** UNCL 5305. */
const CATEGORIES = {
  STANDARD: 'S',
  ZERO_RATED: 'Z',
  EXEMPT: 'E',
  REVERSE_CHARGE: 'AE',
  OUT_OF_SCOPE: 'O',
} as const satisfies Record<Vat['category'], string>;

/**
 * An issued invoice, credit or debit note as UBL 2.1 by EN 16931, and by Peppol BIS Billing 3.0 where both parties have an electronic address. It
 * says what the PDF says, from the same document; amounts are written as given. [B8]
 */
export function renderInvoiceUbl(invoice: InvoiceDocument): string {
  const { number, credits, debits, issueDate, dueDate, taxPoint, currency, vatInSterling } = invoice;
  const { seller, buyer, paymentTerms } = invoice;
  const kind = credits ? CREDIT_NOTE : INVOICE;
  const cited = credits ?? debits;
  const money = moneyIn(currency);
  const peppol = canBeSent(invoice);
  const taxed = invoice.vat.every(({ vatCategory }) => vatCategory !== 'OUT_OF_SCOPE');
  const { xml } = element(
    kind.name,
    [
      element('cbc:CustomizationID', peppol ? PEPPOL : EN_16931),
      element('cbc:ProfileID', peppol ? BILLING : null),
      element('cbc:ID', number),
      element('cbc:IssueDate', issueDate),
      ...(credits
        ? [element('cbc:TaxPointDate', taxPoint), element('cbc:CreditNoteTypeCode', CREDIT)]
        : [
            element('cbc:DueDate', dueDate),
            element('cbc:InvoiceTypeCode', debits ? DEBIT : COMMERCIAL_INVOICE),
            element('cbc:Note', debits?.reason ?? invoice.note),
            element('cbc:TaxPointDate', taxPoint),
          ]),
      element('cbc:Note', credits?.reason),
      element('cbc:DocumentCurrencyCode', currency),
      element('cbc:TaxCurrencyCode', vatInSterling && STERLING),
      // What routes it at the buyer's: its order, or else whatever it may know itself by.
      element(
        'cbc:BuyerReference',
        invoice.purchaseOrder ?? buyer.attention ?? buyer.customerCode ?? buyer.name,
      ),
      period(spanOf(invoice)),
      element('cac:OrderReference', invoice.purchaseOrder && [element('cbc:ID', invoice.purchaseOrder)]),
      element(
        'cac:BillingReference',
        cited && [
          element('cac:InvoiceDocumentReference', [
            element('cbc:ID', cited.number),
            element('cbc:IssueDate', cited.issuedOn),
          ]),
        ],
      ),
      sellerParty(invoice.sellerId, seller, taxed),
      buyerParty(buyer, taxed),
      paymentMeans(credits ? null : seller.bank, number),
      element('cac:PaymentTerms', [element('cbc:Note', paymentTerms)]),
      element('cac:TaxTotal', [
        money('cbc:TaxAmount', invoice.vatMinor),
        ...invoice.vat.map((subtotal) =>
          taxSubtotal(subtotal, money, vatRemark(subtotal, currency, credits !== null)),
        ),
      ]),
      element('cac:TaxTotal', vatInSterling && [moneyIn(STERLING)('cbc:TaxAmount', vatInSterling.minor)]),
      element('cac:LegalMonetaryTotal', [
        money('cbc:LineExtensionAmount', invoice.netMinor),
        money('cbc:TaxExclusiveAmount', invoice.netMinor),
        money('cbc:TaxInclusiveAmount', invoice.grossMinor),
        money('cbc:PayableAmount', invoice.grossMinor),
      ]),
      ...invoice.lines.map((line, index) => documentLine(kind, line, index + 1, money)),
    ],
    {
      xmlns: `urn:oasis:names:specification:ubl:schema:xsd:${kind.name}-2`,
      'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
      'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
    },
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
}

type Money = (name: string, minor: Minor) => Element;

const moneyIn =
  (currencyID: string): Money =>
  (name, minor) =>
    element(name, decimal(minor), { currencyID });

/** Minor units as a decimal number: 1050 is "10.50". All currencies that are billed have two digits. */
const decimal = (minor: Minor): string => (minor / 100).toFixed(2);

/** The days of the invoice and of all its lines, some of which may be of an earlier month. */
function spanOf({ period: whole, lines }: InvoiceDocument): Period {
  const periods = [whole, ...lines.map((line) => line.period)];
  const [start = whole.start] = periods.map((each) => each.start).sort();
  const endExclusive =
    periods
      .map((each) => each.endExclusive)
      .sort()
      .at(-1) ?? whole.endExclusive;
  return { start, endExclusive };
}

const period = ({ start, endExclusive }: Period): Element =>
  element('cac:InvoicePeriod', [
    element('cbc:StartDate', start),
    element('cbc:EndDate', addDays(endExclusive, -1)),
  ]);

/** By transfer; of cards an invoice says nothing, for they are taken where it is shown, not by its reader. */
const paymentMeans = (bank: BankDetails | null, number: string | null): Element =>
  element(
    'cac:PaymentMeans',
    bank && [
      element('cbc:PaymentMeansCode', CREDIT_TRANSFER),
      element('cbc:PaymentID', number),
      element('cac:PayeeFinancialAccount', [
        element('cbc:ID', bank.iban?.replace(/\s/g, '') ?? bank.accountNumber),
        element('cbc:Name', bank.accountName),
        element('cac:FinancialInstitutionBranch', [
          element('cbc:ID', bank.bic ?? bank.sortCode?.replaceAll('-', '')),
        ]),
      ]),
    ],
  );

const taxSubtotal = (subtotal: InvoiceVat, money: Money, remark: string | null): Element =>
  element('cac:TaxSubtotal', [
    money('cbc:TaxableAmount', subtotal.netMinor),
    money('cbc:TaxAmount', subtotal.vatMinor),
    taxCategory('cac:TaxCategory', subtotal, exemptionOf(subtotal, remark)),
  ]);

/** Why there is no VAT, in words; of who is not registered for it the invoice itself does not speak of VAT. */
const exemptionOf = ({ vatCategory }: InvoiceVat, remark: string | null): string | null =>
  SAY_NOTHING.has(vatCategory) ? null : (remark ?? 'Not subject to VAT');

/** What is taxed, at nought, too, has no such words (BR-S-10, BR-Z-10). */
const SAY_NOTHING: ReadonlySet<Vat['category']> = new Set(['STANDARD', 'ZERO_RATED']);

const taxCategory = (
  name: string,
  { vatCategory, vatRateBp }: { vatCategory: Vat['category']; vatRateBp: number },
  exemption: string | null = null,
): Element =>
  element(name, [
    element('cbc:ID', CATEGORIES[vatCategory]),
    // What is outside the scope of VAT has no rate, not one of nought (BR-O-05).
    element('cbc:Percent', vatCategory === 'OUT_OF_SCOPE' ? null : vatRateBp / 100),
    element('cbc:TaxExemptionReason', exemption),
    vatScheme,
  ]);

/**
 * A line whose net is quantity × price / base quantity, to half a penny (Peppol R120): of a part of a month the quantity is
 * in days, and the price is for all days of the month; of several months it is in months. What is given back is a quantity below nothing.
 */
function documentLine(kind: Kind, line: DocumentLine, id: number, money: Money): Element {
  const { quantity, days, periodDays, months } = line;
  const whole = days === periodDays;
  const unitCode = months > 1 ? MONTHS : whole ? PIECES : DAYS;
  const sign = line.unitMinor < 0 ? -1 : 1;
  return element(kind.line, [
    element('cbc:ID', id),
    element(
      'cbc:Note',
      months > 1
        ? `${quantity} for ${months} months`
        : whole
          ? null
          : `${quantity} for ${days} of ${periodDays} days`,
    ),
    // What is let off is less of something: a price is never negative (BR-27).
    element(kind.quantity, quantity * (months > 1 ? months : whole ? 1 : days) * sign, { unitCode }),
    money('cbc:LineExtensionAmount', line.netMinor),
    period(line.period),
    element('cac:Item', [
      element('cbc:Name', line.description),
      taxCategory('cac:ClassifiedTaxCategory', line),
    ]),
    element('cac:Price', [
      money('cbc:PriceAmount', line.unitMinor * sign),
      element('cbc:BaseQuantity', whole ? 1 : periodDays, { unitCode }),
    ]),
  ]);
}
