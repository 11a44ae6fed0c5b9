import { expect, it } from 'vitest';
import { parseDay } from './parse-day.ts';

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
