import { addDays, daysIn, monthPeriod } from '@steward/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Charge } from './pricing.ts';
import { priceLine } from './pricing.ts';

const october = monthPeriod('2026-10');

function charge(over: Partial<Charge> = {}): Charge {
  return {
    description: 'Mailbox Standard',
    unitMinor: 450,
    quantity: 12,
    vatRateBp: 2000,
    activeFrom: '2026-01-01',
    activeUntilExclusive: null,
    ...over,
  };
}

function net(over: Partial<Charge>, month = '2026-10'): number | undefined {
  return priceLine(charge(over), monthPeriod(month))?.netMinor;
}

describe('[B4] a line', () => {
  it('for a whole month is unit price × quantity', () => {
    expect(priceLine(charge(), october)).toEqual({
      description: 'Mailbox Standard',
      unitMinor: 450,
      quantity: 12,
      vatRateBp: 2000,
      period: october,
      days: 31,
      periodDays: 31,
      netMinor: 5400,
    });
  });

  it('starts in the middle of the month', () => {
    const line = priceLine(charge({ activeFrom: '2026-10-12' }), october);
    expect(line).toMatchObject({ days: 20, periodDays: 31, netMinor: 3484 }); // 5400 × 20/31 = 3483.87
    expect(line?.period).toEqual({ start: '2026-10-12', endExclusive: '2026-11-01' });
  });

  it('ends in the middle of the month; its last day is the one before the end', () => {
    expect(priceLine(charge({ activeUntilExclusive: '2026-10-12' }), october)).toMatchObject({
      days: 11,
      netMinor: 1916, // 5400 × 11/31 = 1916.13
    });
  });

  it('of one day', () => {
    const one = { activeFrom: '2026-10-31', activeUntilExclusive: '2026-11-01' };
    expect(priceLine(charge(one), october)).toMatchObject({ days: 1, netMinor: 174 }); // 5400 / 31 = 174.19
  });

  it('counts 29 days in a leap February and 28 in another', () => {
    expect(net({ activeFrom: '2028-02-29', unitMinor: 2900, quantity: 1 }, '2028-02')).toBe(100);
    expect(net({ activeFrom: '2027-02-28', unitMinor: 2800, quantity: 1 }, '2027-02')).toBe(100);
  });

  it('is rounded once, after multiplying: a penny a month for half of November and 3 users is 2 pence', () => {
    const half = { activeFrom: '2026-11-16', unitMinor: 1, quantity: 3 };
    expect(net(half, '2026-11')).toBe(2); // 1.5 up; rounded per user it would be 3
  });

  it('may cost nothing', () => {
    expect(net({ unitMinor: 0 })).toBe(0);
    expect(net({ quantity: 0 })).toBe(0);
  });

  it('is absent when no day of the month is active', () => {
    expect(priceLine(charge({ activeFrom: '2026-11-01' }), october)).toBeNull();
    expect(priceLine(charge({ activeUntilExclusive: '2026-10-01' }), october)).toBeNull();
    expect(
      priceLine(charge({ activeFrom: '2026-10-05', activeUntilExclusive: '2026-10-05' }), october),
    ).toBeNull();
  });

  it('refuses amounts that are negative, fractional or too large to be exact', () => {
    expect(() => net({ unitMinor: -1 })).toThrow('unit price');
    expect(() => net({ quantity: 1.5 })).toThrow(RangeError);
    expect(() => net({ vatRateBp: -1 })).toThrow('VAT rate');
    expect(() => net({ unitMinor: Number.MAX_SAFE_INTEGER, quantity: 2 })).toThrow(RangeError);
  });
});

const month = fc
  .tuple(fc.integer({ min: 2020, max: 2099 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => monthPeriod(`${year}-${String(number).padStart(2, '0')}`));
const unitMinor = fc.integer({ min: 0, max: 10_000_000 });
const quantity = fc.integer({ min: 0, max: 100_000 });

describe('[B4] a month cut into intervals', () => {
  const cutMonth = fc
    .tuple(month, fc.uniqueArray(fc.integer({ min: 1, max: 27 }), { maxLength: 6 }))
    .map(([period, cuts]) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), daysIn(period)];
      return {
        period,
        parts: edges.slice(1).map((until, index) => ({
          activeFrom: addDays(period.start, edges[index] ?? 0),
          activeUntilExclusive: addDays(period.start, until),
        })),
      };
    });

  it('keeps every day, and is at most half a penny off for each interval', () => {
    fc.assert(
      fc.property(cutMonth, unitMinor, quantity, ({ period, parts }, unit, count) => {
        const lines = parts.map((part) =>
          priceLine(charge({ ...part, unitMinor: unit, quantity: count }), period),
        );
        const days = lines.reduce((total, line) => total + (line?.days ?? 0), 0);
        const sum = lines.reduce((total, line) => total + (line?.netMinor ?? 0), 0);
        expect(days).toBe(daysIn(period));
        expect(Math.abs(sum - unit * count)).toBeLessThanOrEqual(parts.length / 2);
        if (parts.length === 2) expect(sum - unit * count).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('never costs less for one day more', () => {
    fc.assert(
      fc.property(
        month,
        fc.integer({ min: 1, max: 27 }),
        unitMinor,
        quantity,
        (period, days, unit, count) => {
          const until = (n: number) => ({
            ...charge({ unitMinor: unit, quantity: count, activeFrom: period.start }),
            activeUntilExclusive: addDays(period.start, n),
          });
          const shorter = priceLine(until(days), period)?.netMinor ?? 0;
          expect(priceLine(until(days + 1), period)?.netMinor).toBeGreaterThanOrEqual(shorter);
        },
      ),
    );
  });
});
