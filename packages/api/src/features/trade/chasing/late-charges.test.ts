import { describe, expect, test } from 'vitest';
import { lateCharges } from './late-charges.ts';

const RATES = [
  { halfYear: '2026-01-01', rateBp: 375 },
  { halfYear: '2026-07-01', rateBp: 400 },
];
const invoice = { dueOn: '2026-06-20', totalMinor: 100_000, payments: [] };

describe('lateCharges', () => {
  test('[B7] simple interest from the day after, each half-year at its own rate, and the fixed sum by the debt', () => {
    // 10 days at 11.75 % and 10 at 12 % of £1,000: £3.2192 + £3.2877.
    expect(lateCharges(invoice, RATES, '2026-07-10')).toEqual({
      interestMinor: 651,
      fixedMinor: 7_000,
      missing: [],
    });
    expect(lateCharges(invoice, RATES, '2026-06-21')).toMatchObject({ interestMinor: 32 });
    expect(lateCharges(invoice, RATES, '2026-06-20')).toBeNull();
  });

  test('[B7] of what was unpaid each day only, and nothing after it is paid', () => {
    const paid = [
      { receivedOn: '2026-06-26', amountMinor: 60_000 },
      { receivedOn: '2026-07-01', amountMinor: 40_000 },
    ];
    // 5 days of £1,000 and 5 of £400 at 11.75 %.
    expect(lateCharges({ ...invoice, payments: paid }, RATES, '2027-01-31')).toEqual({
      interestMinor: 225,
      fixedMinor: 7_000,
      missing: [],
    });
    const inTime = [{ receivedOn: '2026-06-20', amountMinor: 100_000 }];
    expect(lateCharges({ ...invoice, payments: inTime }, RATES, '2026-07-10')).toBeNull();
  });

  test.each([
    [99_999, 4_000],
    [100_000, 7_000],
    [999_999, 7_000],
    [1_000_000, 10_000],
  ])('[B7] a debt of %i pence: %i', (totalMinor, fixedMinor) => {
    expect(lateCharges({ ...invoice, totalMinor }, RATES, '2026-07-10')).toMatchObject({ fixedMinor });
  });

  test('[B7] says of which half-years no rate is known', () => {
    expect(lateCharges(invoice, RATES.slice(0, 1), '2026-07-10')).toMatchObject({
      interestMinor: 322,
      missing: ['2026-07-01'],
    });
  });
});
