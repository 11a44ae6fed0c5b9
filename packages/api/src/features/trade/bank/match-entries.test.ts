import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Match, matchEntries, type OpenInvoice } from './match-entries.ts';

const invoice = (serial: number, dueMinor: number, customer = 'Globex Ltd'): OpenInvoice => ({
  id: `i${serial}`,
  number: `NW-${String(serial).padStart(6, '0')}`,
  currency: 'GBP',
  customerId: customer,
  customer,
  dueMinor,
});
const OPEN = [
  invoice(41, 12_000),
  invoice(42, 8_000),
  invoice(50, 5_000, 'Initech Limited'),
  invoice(51, 700, 'Umbrella plc'),
];
const match = (amountMinor: number, reference: string, payer = ''): Match | undefined =>
  matchEntries([{ amountMinor, currency: 'GBP', payer, reference }], OPEN)[0];
const paid = (found: Match | undefined) =>
  found?.parts.map(({ invoiceId, amountMinor }) => [invoiceId, amountMinor]);

describe('[B7] money that came in', () => {
  test.each([
    'NW-000042',
    'nw 42',
    'NW42 thank you',
    'Inv NW-42',
    'REF:NW000042/11',
    'YOUR INVNW000042',
    'nw-0000 42',
    '000042',
    'invoice 42',
  ])('is sure by a number as people write it and its sum: %s', (reference) => {
    expect(match(8_000, reference)).toMatchObject({
      sure: true,
      parts: [{ invoiceId: 'i42', amountMinor: 8_000 }],
    });
  });

  test('is sure of a part of what is due, if the number is written out', () => {
    expect(match(3_000, 'NW-000041')).toMatchObject({
      sure: true,
      parts: [{ invoiceId: 'i41', amountMinor: 3_000 }],
    });
    expect(match(3_000, '41')?.sure).not.toBe(true);
  });

  test('is sure of several invoices of one customer whose sum it is', () => {
    for (const reference of ['NW-000041 NW-000042', 'NW41/42', 'nw 41 & 42', '41 + 42'])
      expect(match(20_000, reference)).toMatchObject({
        sure: true,
        parts: [{ invoiceId: 'i41' }, { invoiceId: 'i42' }],
      });
  });

  test('is proposed where it is more than is due, less than several, or for several customers', () => {
    expect(match(9_000, 'NW-000042')).toMatchObject({
      sure: false,
      because: 'Names NW-000042, and is £10.00 more than is due.',
      parts: [{ invoiceId: 'i42', amountMinor: 8_000 }],
    });
    expect(paid(match(13_000, 'NW-000042 NW-000041'))).toEqual([
      ['i41', 12_000],
      ['i42', 1_000],
    ]);
    expect(match(17_000, 'NW-000041, NW-000050')).toMatchObject({ sure: false });
  });

  test('is proposed by the payer’s name: its sum, all that it owes, or the oldest first', () => {
    expect(match(8_000, 'services', 'GLOBEX LIMITED')).toMatchObject({
      sure: false,
      parts: [{ invoiceId: 'i42' }],
    });
    expect(paid(match(20_000, 'services', 'Globex'))).toEqual([
      ['i41', 12_000],
      ['i42', 8_000],
    ]);
    expect(paid(match(13_000, 'FPI GLOBEX LTD OCT'))).toEqual([
      ['i41', 12_000],
      ['i42', 1_000],
    ]);
    expect(paid(match(650, 'INITECH'))).toEqual([['i50', 650]]);
  });

  test('is proposed for the only invoice of its sum, and for nothing where nothing fits', () => {
    expect(match(700, 'THANKS')).toMatchObject({ sure: false, parts: [{ invoiceId: 'i51' }] });
    expect(match(701, 'THANKS')).toBeUndefined();
    expect(
      matchEntries([{ amountMinor: 8_000, currency: 'EUR', payer: '', reference: 'NW-000042' }], OPEN),
    ).toEqual([undefined]);
  });

  test('that may have come in another file is never sure', () => {
    const [found] = matchEntries(
      [{ amountMinor: 8_000, currency: 'GBP', payer: '', reference: 'NW-000042', twin: true }],
      OPEN,
    );
    expect(found).toMatchObject({ sure: false, parts: [{ invoiceId: 'i42' }] });
  });

  test('never surely pays more than is due of an invoice, nor more than came in, whatever is written and however often', () => {
    const words = fc.constantFrom(
      'NW-000041',
      'nw 42',
      '41',
      '42',
      '50',
      'Globex Ltd',
      'INITECH',
      'thanks',
      'NW51',
      '/',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            amountMinor: fc.oneof(
              fc.constantFrom(12_000, 8_000, 20_000, 5_000, 700),
              fc.integer({ min: 1, max: 30_000 }),
            ),
            currency: fc.constantFrom('GBP', 'GBP', 'EUR'),
            payer: fc.constantFrom('', 'Globex Ltd', 'Initech'),
            reference: fc.array(words, { maxLength: 4 }).map((some) => some.join(' ')),
          }),
          { maxLength: 8 },
        ),
        (entries) => {
          const matches = matchEntries(entries, OPEN);
          const total = new Map<string, number>();
          for (const [i, found] of matches.entries()) {
            const sum = found?.parts.reduce((all, { amountMinor }) => all + amountMinor, 0) ?? 0;
            expect(sum).toBeLessThanOrEqual(entries[i]?.amountMinor ?? 0);
            if (!found?.sure) continue;
            expect(sum).toBe(entries[i]?.amountMinor);
            for (const { invoiceId, amountMinor } of found.parts)
              total.set(invoiceId, (total.get(invoiceId) ?? 0) + amountMinor);
          }
          for (const { id, dueMinor } of OPEN) expect(total.get(id) ?? 0).toBeLessThanOrEqual(dueMinor);
        },
      ),
    );
  });
});
