import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMonths,
  type CommitmentTerms,
  type Committed,
  commitmentTerms,
  earliestEnd,
  endInWords,
  nextUntil,
  noticeBy,
  termsInWords,
} from './commitment.ts';
import { addDays, daysBetween, localDate } from './period.ts';

const LINE: CommitmentTerms = {
  months: 24,
  noticeDays: 30,
  noticeToMonthEnd: false,
  follows: 'MONTHLY',
  renewalMonths: 0,
  renewalPrice: 'KEPT',
  windowDays: 14,
  remindDays: 30,
};
const LICENCE: CommitmentTerms = { ...LINE, months: 12, follows: 'RENEWS', renewalMonths: 12, windowDays: 7 };
const since = (from: string, terms: CommitmentTerms): Committed => ({
  from,
  anchor: from,
  until: terms.months ? addMonths(from, terms.months) : null,
  freeUntil: terms.windowDays ? addDays(from, terms.windowDays) : null,
  terms,
});

describe('earliestEnd', () => {
  test.each([
    ['in the days in which it may be cancelled freely', '2026-03-20', '2026-03-21', null],
    ['on the first day after them', '2026-03-29', '2028-03-15', '2028-02-13'],
    ['on the last day of notice', '2028-02-13', '2028-03-15', '2028-02-13'],
    ['a day too late for its last day', '2028-02-14', '2028-03-16', null],
    ['long after its term', '2029-05-01', '2029-06-01', null],
  ])('[C4] of a line of 24 months that runs on: %s', (_when, today, endsOn, by) => {
    expect(earliestEnd(since('2026-03-15', LINE), today)).toEqual({ endsOn, noticeBy: by });
  });

  test.each([
    ['on the last day of notice', '2027-02-12', '2027-03-15'],
    ['a day too late: it is bound for another year', '2027-02-13', '2028-03-15'],
    ['years later', '2030-03-01', '2031-03-15'],
  ])('[C4] of a licence that renews by the year: %s', (_when, today, endsOn) => {
    expect(earliestEnd(since('2026-03-15', LICENCE), today).endsOn).toBe(endsOn);
  });

  test('[C4] what ends has its last day, and what has not begun may be called off where it may be cancelled freely', () => {
    expect(earliestEnd(since('2026-03-15', { ...LINE, follows: 'ENDS' }), '2026-06-01').endsOn).toBe(
      '2028-03-15',
    );
    expect(earliestEnd(since('2026-03-15', LINE), '2026-03-01').endsOn).toBe('2026-03-15');
    expect(earliestEnd(since('2026-03-15', { ...LINE, windowDays: 0 }), '2026-03-01').endsOn).toBe(
      '2028-03-15',
    );
  });

  test('[C4] notice to the end of a month, in leap years too', () => {
    const terms = { ...LINE, months: 0, noticeDays: 28, noticeToMonthEnd: true, windowDays: 0 };
    expect(earliestEnd(since('2026-03-15', terms), '2028-02-01').endsOn).toBe('2028-03-01');
    expect(earliestEnd(since('2026-03-15', terms), '2027-02-01').endsOn).toBe('2027-04-01');
  });

  test('[C4] a term from the 31st ends on the last day of short months, and on the 31st where there is one', () => {
    const monthly = { ...LICENCE, months: 1, renewalMonths: 1, noticeDays: 0, windowDays: 0 };
    const ends = ['2028-02-29', '2028-03-31', '2028-04-30', '2028-05-31'];
    let committed = since('2028-01-31', monthly);
    for (const until of ends) {
      expect(committed.until).toBe(until);
      committed = { ...committed, from: until, until: nextUntil({ ...committed, until }) };
    }
  });

  test('[C4] neither a change of the clock nor the hour of the day moves a day', () => {
    for (const at of [
      '2028-03-25T23:30:00Z',
      '2028-03-26T22:30:00Z',
      '2028-10-28T23:30:00Z',
      '2028-10-29T23:30:00Z',
    ]) {
      const today = localDate(new Date(at));
      const { endsOn } = earliestEnd(since('2026-03-15', { ...LINE, noticeDays: 3 }), today);
      expect(daysBetween(today, endsOn)).toBe(4);
    }
  });

  const day = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2024-01-01', days));
  const agreed = fc
    .record({
      months: fc.integer({ min: 0, max: 36 }),
      noticeDays: fc.integer({ min: 0, max: 90 }),
      noticeToMonthEnd: fc.boolean(),
      follows: fc.constantFrom('MONTHLY' as const, 'RENEWS' as const, 'ENDS' as const),
      renewalMonths: fc.integer({ min: 0, max: 36 }),
      renewalPrice: fc.constantFrom('KEPT' as const, 'LIST' as const),
      windowDays: fc.integer({ min: 0, max: 60 }),
      remindDays: fc.integer({ min: 0, max: 120 }),
    })
    .filter((terms) => commitmentTerms().safeParse(terms).success);

  test('[C4] of whatever is agreed: never today, never before its term or its notice, never earlier for waiting', () => {
    fc.assert(
      fc.property(day, agreed, fc.integer({ min: -30, max: 2_500 }), (from, terms, after) => {
        const committed = since(from, terms);
        const today = addDays(from, after);
        const { endsOn, noticeBy: by } = earliestEnd(committed, today);
        const free = committed.freeUntil !== null && today < committed.freeUntil;
        if (terms.follows !== 'ENDS') expect(endsOn > today).toBe(true);
        expect(endsOn >= from).toBe(true);
        if (free) return;
        if (committed.until !== null) expect(endsOn >= committed.until).toBe(true);
        if (terms.follows !== 'ENDS') expect(daysBetween(today, endsOn)).toBeGreaterThan(terms.noticeDays);
        expect(earliestEnd(committed, addDays(today, 1)).endsOn >= endsOn).toBe(true);
        if (by === null) return;
        expect(by >= today).toBe(true);
        expect(earliestEnd(committed, by).endsOn).toBe(endsOn);
        expect(earliestEnd(committed, addDays(by, 1)).endsOn > endsOn).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('[C4] terms that renew follow one another without a gap and are as long as was agreed', () => {
    fc.assert(
      fc.property(
        day,
        agreed.filter(({ follows }) => follows === 'RENEWS'),
        (from, terms) => {
          let committed = since(from, terms);
          for (let term = 1; term < 6; term++) {
            const until = committed.until as string;
            const next = nextUntil({ ...committed, until });
            expect(next).toBe(addMonths(from, terms.months + term * terms.renewalMonths));
            expect(noticeBy(next, terms) >= until).toBe(true);
            committed = { ...committed, from: until, until: next };
          }
        },
      ),
    );
  });
});

test('[C4] what a product may say of its term', () => {
  const wrong = (given: Partial<CommitmentTerms>) =>
    commitmentTerms()
      .safeParse({ ...LINE, ...given })
      .error?.issues.map(({ path }) => path.join('.'));
  expect(wrong({})).toBeUndefined();
  expect(wrong({ follows: 'ENDS', months: 0 })).toEqual(['months']);
  expect(wrong({ follows: 'RENEWS', renewalMonths: 0 })).toContain('renewalMonths');
  expect(wrong({ follows: 'RENEWS', renewalMonths: 1, noticeDays: 30 })).toEqual(['noticeDays']);
  expect(wrong({ follows: 'ENDS', noticeToMonthEnd: true })).toEqual(['noticeToMonthEnd']);
  expect(wrong({ months: 1, windowDays: 28 })).toEqual(['windowDays']);
  expect(wrong({ remindDays: 121 })).toEqual(['remindDays']);
});

test('[C4] in words', () => {
  expect(termsInWords(LICENCE)).toBe(
    '12 months, then 12 months each; 30 days’ notice; may be cancelled freely in the first 7 days',
  );
  expect(endInWords({ endsOn: '2028-03-15', noticeBy: '2028-02-13' })).toBe(
    'runs until 14 March 2028 at least; notice by 13 February 2028',
  );
});
