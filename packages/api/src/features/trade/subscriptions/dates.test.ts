import { describe, expect, test } from 'vitest';
import { dayAfterLast, firstDay } from './dates.ts';

const now = new Date('2026-10-15T12:00:00Z');

describe('[C4] firstDay', () => {
  test('is today in London where nothing else is said, even if it is still yesterday in UTC', () => {
    expect(firstDay(now, null)).toBe('2026-10-15');
    expect(firstDay(new Date('2026-06-30T23:30:00Z'), null)).toBe('2026-07-01');
  });

  test.each(['2026-09-14', '2026-10-15', '2027-10-15'])('may be %s', (day) =>
    expect(firstDay(now, day)).toBe(day),
  );

  test.each(['2026-09-13', '2027-10-16'])('may not be %s', (day) =>
    expect(() => firstDay(now, day)).toThrow('between 14 September 2026 and 15 October 2027'),
  );
});

describe('[C4] dayAfterLast', () => {
  const staff = { mayDateBack: true };
  const customer = { mayDateBack: false };

  test('makes today the last day where nothing else is said', () => {
    expect(dayAfterLast(now, '2026-10-01', null, customer)).toBe('2026-10-16');
    expect(dayAfterLast(now, '2026-10-15', null, customer)).toBe('2026-10-16');
  });

  test('is the first day of what has not begun', () =>
    expect(dayAfterLast(now, '2026-10-16', null, customer)).toBe('2026-10-16'));

  test.each(['2026-10-16', '2026-10-17', '2030-01-01'])('may be %s', (day) =>
    expect(dayAfterLast(now, '2026-10-01', day, customer)).toBe(day),
  );

  test.each([
    ['2026-10-01', '2026-10-15'],
    ['2026-10-15', '2026-10-15'],
    ['2026-10-01', '2026-10-01'],
  ])('of what began on %s may be %s for who may date back only', (startsOn, day) => {
    expect(dayAfterLast(now, startsOn, day, staff)).toBe(day);
    expect(() => dayAfterLast(now, startsOn, day, customer)).toThrow(
      'endsOn: Must not be before 16 October 2026',
    );
  });

  test('today is what it is in London, even if it is still yesterday in UTC', () =>
    expect(() =>
      dayAfterLast(new Date('2026-06-30T23:30:00Z'), '2026-06-01', '2026-07-01', customer),
    ).toThrow('before 2 July 2026'));

  test('may not be before the first day', () => {
    expect(() => dayAfterLast(now, '2026-10-10', '2026-10-09', staff)).toThrow(
      'before the first day, 10 October 2026',
    );
    expect(() => dayAfterLast(now, '2026-12-10', '2026-12-09', customer)).toThrow(
      'before the first day, 10 December 2026',
    );
  });

  test('may not be further back than a month', () =>
    expect(() => dayAfterLast(now, '2026-01-01', '2026-09-13', staff)).toThrow('before 14 September 2026'));
});
