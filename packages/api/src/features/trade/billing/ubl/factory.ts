import { monthOf, monthPeriod, totalInvoice } from '@steward/shared';
import type { DocumentLine, InvoiceDocument } from '../invoice-document.ts';
import type { InvoiceVat } from '../invoice-vat.ts';
import { priceLine } from '../pricing.ts';
import type { Vat } from '../vat.ts';

const STANDARD: Vat = { rateBp: 2000, category: 'STANDARD', reason: null, notionalBp: null };

/** A line of October 2026, or of another month from its day `from`, of twelve at £4.50 if nothing else is said. */
export function lineOf(
  description: string,
  over: { unitMinor?: number; quantity?: number; vatRateBp?: number; from?: string; until?: string } = {},
  vat: Vat = STANDARD,
): DocumentLine {
  const { unitMinor = 450, quantity = 12, vatRateBp = vat.rateBp, from = '2026-10-01', until = null } = over;
  const priced = priceLine(
    { description, unitMinor, quantity, vatRateBp, activeFrom: from, activeUntilExclusive: until },
    monthPeriod(monthOf(from)),
  );
  if (!priced) throw new Error('The line is active on no day of its month.');
  return { ...priced, months: priced.days === priced.periodDays ? 1 : 0, vatCategory: vat.category };
}

/** What lines come to, as an invoice says it. */
export function totalsOf(lines: readonly DocumentLine[], { category, reason }: Vat = STANDARD) {
  const { vat, ...totals } = totalInvoice(lines);
  const breakdown: InvoiceVat[] = vat.map((subtotal) => ({
    ...subtotal,
    vatCategory: category,
    vatReason: reason,
  }));
  return { ...totals, vat: breakdown };
}

/** An invoice of Northwind to Globex for October 2026, as it is issued. */
export function invoiceOf(
  over: Partial<InvoiceDocument> = {},
  lines = [lineOf('Mailbox Standard')],
  vat: Vat = STANDARD,
): InvoiceDocument {
  return {
    number: 'NW-2026-000042',
    credits: null,
    debits: null,
    issueDate: '2026-10-31',
    taxPoint: null,
    period: monthPeriod('2026-10'),
    dueDate: '2026-11-30',
    currency: 'GBP',
    vatInSterling: null,
    sellerId: '0192f3a4-0000-7000-8000-000000000001',
    seller: {
      name: 'Northwind IT',
      legalName: 'Northwind IT Limited',
      addressLines: ['14 Canal Wharf', 'Leeds', 'LS11 5PS'],
      address: {
        line1: '14 Canal Wharf',
        line2: null,
        city: 'Leeds',
        county: null,
        postcode: 'LS11 5PS',
        country: 'GB',
      },
      vatNumber: 'GB123456782',
      companyNumber: '07654321',
      registeredIn: 'England and Wales',
      email: 'accounts@northwind.example',
      phone: '0113 496 0123',
      bank: {
        accountName: 'Northwind IT Limited',
        bankName: null,
        sortCode: '203045',
        accountNumber: '12345678',
        iban: 'GB29NWBK60161331926819',
        bic: 'NWBKGB2L',
      },
    },
    buyer: {
      name: 'Globex Ltd',
      attention: 'Accounts Payable',
      addressLines: ['1 Springfield Way', 'Reading', 'RG1 1AA'],
      address: {
        line1: '1 Springfield Way',
        line2: null,
        city: 'Reading',
        county: null,
        postcode: 'RG1 1AA',
        country: 'GB',
      },
      vatNumber: 'GB980780684',
      customerCode: 'GLOBEX-01',
    },
    purchaseOrder: null,
    note: null,
    branding: { accentColour: '#0f766e', logo: null },
    lines,
    ...totalsOf(lines, vat),
    vatRemarks: vat.reason === null ? [] : [vat.reason],
    paymentTerms: 'Payment within 30 days of the date of issue.',
    ...over,
  };
}
