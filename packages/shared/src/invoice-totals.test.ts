import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalInvoice } from './invoice-totals.ts';

describe('[B5] VAT', () => {
  it('is taken of the sum of a rate, not of each line', () => {
    const lines = Array.from({ length: 3 }, () => ({ netMinor: 103, vatRateBp: 2000 }));
    expect(totalInvoice(lines)).toEqual({
      vat: [{ vatRateBp: 2000, netMinor: 309, vatMinor: 62 }], // 61.8; by line it would be 63
      netMinor: 309,
      vatMinor: 62,
      grossMinor: 371,
    });
  });

  it('is rounded down, or line by line, where its issuer does so', () => {
    const lines = Array.from({ length: 3 }, () => ({ netMinor: 103, vatRateBp: 2000 }));
    expect(totalInvoice(lines, 'DOWN').vat).toEqual([{ vatRateBp: 2000, netMinor: 309, vatMinor: 61 }]); // 61.8
    expect(totalInvoice(lines, 'EACH_LINE').vat).toEqual([{ vatRateBp: 2000, netMinor: 309, vatMinor: 63 }]); // 20.6 each
  });

  it('of several rates is rounded half up for each (BR-CO-17), and adds up (BR-CO-14)', () => {
    const { vat, vatMinor } = totalInvoice([
      { netMinor: 113, vatRateBp: 2000 }, // 22.60
      { netMinor: 110, vatRateBp: 500 }, // 5.50
      { netMinor: 999, vatRateBp: 0 },
    ]);
    expect(vatMinor).toBe(29);
    expect(vat).toEqual([
      { vatRateBp: 2000, netMinor: 113, vatMinor: 23 },
      { vatRateBp: 500, netMinor: 110, vatMinor: 6 },
      { vatRateBp: 0, netMinor: 999, vatMinor: 0 },
    ]);
  });

  it('of no lines is nothing', () => {
    expect(totalInvoice([])).toEqual({ vat: [], netMinor: 0, vatMinor: 0, grossMinor: 0 });
  });

  it('takes what is let off from what is charged, and refuses a negative rate', () => {
    const lines = [
      { netMinor: 1000, vatRateBp: 2000 },
      { netMinor: -250, vatRateBp: 2000 },
    ];
    expect(totalInvoice(lines)).toMatchObject({ netMinor: 750, vatMinor: 150 });
    expect(() => totalInvoice([{ netMinor: 1, vatRateBp: -1 }])).toThrow('VAT rate');
  });

  const line = fc.record({
    netMinor: fc.integer({ min: 0, max: 1_000_000_000 }),
    vatRateBp: fc.constantFrom(0, 500, 1250, 1750, 2000),
  });

  it('is the exact VAT to half a penny a rate, whatever the rates, and everything adds up', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 50 }), (lines) => {
        const totals = totalInvoice(lines);
        expect(totals.vat.reduce((sum, { vatMinor }) => sum + vatMinor, 0)).toBe(totals.vatMinor);
        expect(totals.vat.reduce((sum, { netMinor }) => sum + netMinor, 0)).toBe(totals.netMinor);
        expect(lines.reduce((sum, { netMinor }) => sum + netMinor, 0)).toBe(totals.netMinor);
        expect(totals.grossMinor).toBe(totals.netMinor + totals.vatMinor);
        for (const { vatRateBp, netMinor, vatMinor } of totals.vat) {
          // BR-CO-17, and a half goes up.
          expect(BigInt(vatMinor)).toBe((BigInt(netMinor) * BigInt(vatRateBp) + 5_000n) / 10_000n);
        }
      }),
    );
  });

  it('does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(totalInvoice(lines.toReversed())).toEqual(totalInvoice(lines));
      }),
    );
  });
});
