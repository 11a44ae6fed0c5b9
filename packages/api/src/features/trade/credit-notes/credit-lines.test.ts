import { type VatRounding, vatOn } from '@steward/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CreditableLine, creditOf } from './credit-lines.ts';

const lineOf = (netMinor: number, vatRateBp: number, i: number): CreditableLine => ({
  id: `line ${i}`,
  position: i,
  description: `Supply ${i}`,
  netMinor,
  vatRateBp,
  vatCategory: vatRateBp ? 'STANDARD' : 'OUT_OF_SCOPE',
  vatReason: null,
  creditedNetMinor: 0,
  creditedVatMinor: 0,
});
const vatOf = (lines: readonly CreditableLine[], rounding: VatRounding): number =>
  [...Map.groupBy(lines, ({ vatRateBp }) => vatRateBp)].reduce(
    (sum, [rate, those]) =>
      sum +
      vatOn(
        those.map(({ netMinor }) => netMinor),
        rate,
        rounding,
      ),
    0,
  );

test('[B5] [B6] in however many notes an invoice is credited, however its VAT was rounded: its VAT comes back to the penny, and never more', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom(2000, 500, 0)), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom<VatRounding>('NEAREST', 'DOWN', 'EACH_LINE'),
      (given, tenths, rounding) => {
        const lines = given.map(([net, rate], i) => lineOf(net, rate, i));
        const invoiceVatMinor = vatOf(lines, rounding);
        let vat = 0;
        for (const tenth of [...tenths, 10]) {
          const part = lines.flatMap(({ id, netMinor, creditedNetMinor }) => {
            const net = Math.ceil(((netMinor - creditedNetMinor) * tenth) / 10);
            return net ? [{ lineId: id, netMinor: net }] : [];
          });
          for (const { line, netMinor, vatMinor } of creditOf(lines, part, {
            invoiceVatMinor,
            rounding,
            currency: 'GBP',
          })) {
            expect(vatMinor).toBeGreaterThanOrEqual(0);
            line.creditedNetMinor += netMinor;
            line.creditedVatMinor += vatMinor;
            vat += vatMinor;
          }
          expect(vat).toBeLessThanOrEqual(invoiceVatMinor);
        }
        expect(vat).toBe(invoiceVatMinor);
      },
    ),
  );
});

test('[B6] refuses what is not left, what is no line of the invoice and what is named twice, at its place', () => {
  const lines = [{ ...lineOf(1000, 2000, 1), creditedNetMinor: 900, creditedVatMinor: 180 }];
  const credit = (...given: [lineId: string, netMinor: number][]) =>
    creditOf(
      lines,
      given.map(([lineId, netMinor]) => ({ lineId, netMinor })),
      { invoiceVatMinor: 200, rounding: 'NEAREST', currency: 'GBP' },
    );
  expect(credit(['line 1', 100])).toMatchObject([{ netMinor: 100, vatMinor: 20 }]);
  expect(() => credit(['line 1', 101])).toThrow(
    'lines.0.netMinor: Must be at most £1.00, which is what is left of “Supply 1”.',
  );
  expect(() => credit(['line 2', 1])).toThrow('lines.0.lineId: Must be a line of this invoice.');
  expect(() => credit(['line 1', 1], ['line 1', 1])).toThrow('lines.1.lineId: Must be named once.');
});

test('[B6] of an invoice on which something was let off no more is credited than it charged', () => {
  const lines = [lineOf(1000, 2000, 0), lineOf(-400, 2000, 1)];
  const credit = (netMinor: number) =>
    creditOf(lines, [{ lineId: 'line 0', netMinor }], {
      invoiceVatMinor: 120,
      rounding: 'NEAREST',
      currency: 'GBP',
    });
  expect(() => credit(601)).toThrow('Must come to at most £6.00 net');
  expect(credit(600)).toMatchObject([{ netMinor: 600, vatMinor: 120 }]);
});
