import { afterAll, expect, test } from 'vitest';
import { PdfThreads } from '../../../kernel/pdf/pdf-threads.ts';
import type { InvoiceDocument } from './invoice-document.ts';

const invoice: InvoiceDocument = {
  number: 'NW-000042',
  issueDate: '2026-11-01',
  taxPoint: null,
  period: { start: '2026-10-01', endExclusive: '2026-11-01' },
  dueDate: '2026-11-15',
  currency: 'GBP',
  seller: {
    name: 'Northwind IT',
    legalName: 'Northwind IT Limited',
    addressLines: ['14 Canal Wharf', 'Leeds', 'LS11 5PS'],
    vatNumber: null,
    companyNumber: null,
    registeredIn: null,
    email: null,
    phone: null,
    bank: null,
  },
  buyer: { name: 'Globex Ltd', attention: null, addressLines: [], vatNumber: null, customerCode: null },
  branding: { accentColour: null, logo: null },
  lines: [],
  vat: [],
  netMinor: 0,
  vatMinor: 0,
  vatInSterling: null,
  grossMinor: 0,
  paidMinor: 0,
  vatRemarks: [],
  paymentTerms: null,
};

const threads = new PdfThreads<InvoiceDocument>(import.meta.url, 'invoice-pdf', { threads: 1, waiting: 1 });
afterAll(() => threads.close());

test('[B4] an invoice is sent to another thread, and who comes when too many wait is told when to come again', async () => {
  const [first, second, third] = await Promise.allSettled([1, 2, 3].map(() => threads.draw(invoice)));
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toEqual(first);
  expect(third).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE', retryAfterMs: 2_000 } });
  if (first?.status === 'fulfilled') expect(first.value.toString('latin1', 0, 8)).toBe('%PDF-1.7');
  // What is drawn here is what can be sent there.
  const local = { ...invoice, number: (() => 'NW') as never };
  await expect(threads.draw(local)).rejects.toThrow(/could not be cloned/);
});

test('an invoice that cannot be drawn fails alone', async () => {
  await expect(threads.draw({ ...invoice, lines: [null as never] })).rejects.toThrow(TypeError);
  await expect(threads.draw(invoice)).resolves.toBeInstanceOf(Buffer);
});
