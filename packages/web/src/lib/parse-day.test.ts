import { expect, it } from 'vitest';
import { date } from './format.ts';
import { parseDay, readDay } from './parse-day.ts';

it.each([
  ['2026-10-01', 'en-GB', '2026-10-01'],
  ['1/10/2026', 'en-GB', '2026-10-01'],
  ['10/1/2026', 'en-US', '2026-10-01'],
  ['1.10.26', 'de-DE', '2026-10-01'],
  ['1 Oct 2026', 'en-GB', '2026-10-01'],
  ['October 1, 2026', 'en-US', '2026-10-01'],
  ['1. Dezember 2026', 'de-DE', '2026-12-01'],
  ['1 dec 2026', 'de-DE', '2026-12-01'],
])('reads %s as it is written in %s', (text, locale, day) => {
  expect(parseDay(text, locale)).toBe(day);
});

it.each(['', 'soon', '31/2/2026', '12', '1/10', '1 Foo 2026', '1 Oct'])('takes %j for no day', (text) => {
  expect(parseDay(text, 'en-GB')).toBeUndefined();
});

it('says what is wrong with a day that may not be chosen, and gives none for it', () => {
  const bounds = { locale: 'en-GB', min: '2026-10-01', max: '2026-10-31' };
  expect(readDay('12/10/2026', bounds)).toEqual({ day: '2026-10-12' });
  expect(readDay(' ', bounds)).toEqual({ day: '' });
  const problemOf = (text: string) => {
    const { day, problem } = readDay(text, bounds);
    expect(day).toBe('');
    return problem;
  };
  expect(problemOf('30/9/2026')).toBe(`Must be ${date('2026-10-01')} or later.`);
  expect(problemOf('1 Nov 2026')).toBe(`Must be ${date('2026-10-31')} or earlier.`);
  expect(problemOf('next week')).toBe(`Must be a day such as ${date('2026-10-01')}.`);
});
