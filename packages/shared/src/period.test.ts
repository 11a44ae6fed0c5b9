import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  daysIn,
  formatDate,
  formatPeriod,
  formatQuarter,
  isPlainDate,
  lastDay,
  localDate,
  monthPeriod,
  overlap,
  previousMonth,
  quarterOf,
} from './period.ts';

const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10));

describe('dates', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '01/10/2026', '2026-10-01T00:00', ''])(
    '"%s" is none',
    (text) => {
      expect(isPlainDate(text)).toBe(false);
      expect(() => addDays(text, 1)).toThrow(RangeError);
    },
  );

  it('counts over month ends, leap days and the change to summer time', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2028-02-01', '2028-03-01')).toBe(29);
  });

  it('addDays and daysBetween undo each other', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -5000, max: 5000 }), (start, days) => {
        expect(daysBetween(start, addDays(start, days))).toBe(days);
      }),
    );
  });

  it('are written out for people', () => {
    expect(formatDate('2026-10-01')).toBe('1 October 2026');
    expect(formatDate('2026-10-01', 'short')).toBe('1 Oct 2026');
    expect(formatDate('2026-10-01', 'long', 'en-US')).toBe('October 1, 2026');
  });

  it('and periods, with thin spaces about the dash', () => {
    expect(formatPeriod(monthPeriod('2026-10'))).toBe('1\u2009–\u200931 October 2026');
    const fourDays = { start: '2026-10-30', endExclusive: '2026-11-03' };
    expect(formatPeriod(fourDays, 'short')).toBe('30 Oct\u2009–\u20092 Nov 2026');
    expect(formatPeriod({ ...fourDays, endExclusive: '2026-10-31' }, 'short')).toBe('30 Oct 2026');
  });
});

describe('months', () => {
  it('are half-open', () => {
    expect(monthPeriod('2026-10')).toEqual({ start: '2026-10-01', endExclusive: '2026-11-01' });
    expect(lastDay(monthPeriod('2026-10'))).toBe('2026-10-31');
    expect(daysIn(monthPeriod('2028-02'))).toBe(29);
    expect(daysIn(monthPeriod('2100-02'))).toBe(28);
    expect(monthPeriod('2026-12').endExclusive).toBe('2027-01-01');
  });

  it('refuse what is not a month', () => {
    expect(() => monthPeriod('2026-13')).toThrow(RangeError);
    expect(() => monthPeriod('October')).toThrow(RangeError);
  });

  it('previousMonth is the whole month before, on each day of a month', () => {
    expect(previousMonth('2026-11-01')).toEqual(monthPeriod('2026-10'));
    expect(previousMonth('2026-11-30')).toEqual(monthPeriod('2026-10'));
    expect(previousMonth('2027-01-15')).toEqual(monthPeriod('2026-12'));
  });
});

describe('overlap', () => {
  const october = monthPeriod('2026-10');

  it('cuts a run of days to the period', () => {
    expect(overlap(october, '2025-01-01', null)).toEqual(october);
    expect(overlap(october, '2026-10-12', '2027-01-01')).toEqual({
      start: '2026-10-12',
      endExclusive: '2026-11-01',
    });
    expect(overlap(october, '2026-10-12', '2026-10-13')).toEqual({
      start: '2026-10-12',
      endExclusive: '2026-10-13',
    });
  });

  it('is null when no day is shared', () => {
    expect(overlap(october, '2026-11-01', null)).toBeNull();
    expect(overlap(october, '2026-01-01', '2026-10-01')).toBeNull();
    expect(overlap(october, '2026-10-12', '2026-10-12')).toBeNull();
  });
});

describe('localDate', () => {
  it('is the date on the wall in London, in winter and in summer', () => {
    expect(localDate(new Date('2026-10-31T23:30:00Z'))).toBe('2026-10-31');
    expect(localDate(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01');
  });

  it('can be asked for another zone', () => {
    expect(localDate(new Date('2026-06-30T23:30:00Z'), 'America/New_York')).toBe('2026-06-30');
  });
});

describe('quarters', () => {
  it.each([
    ['2026-01-01', '2026-01-01', 'Q1 2026'],
    ['2026-03-31', '2026-01-01', 'Q1 2026'],
    ['2026-04-01', '2026-04-01', 'Q2 2026'],
    ['2026-12-31', '2026-10-01', 'Q4 2026'],
  ])('%s is in that of %s, %s', (date, first, name) => {
    expect(quarterOf(date)).toBe(first);
    expect(formatQuarter(date)).toBe(name);
  });
});
