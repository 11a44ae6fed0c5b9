import { expect, it } from 'vitest';
import { percent, period, plural, relative, until } from './format.ts';

const NOW_MS = Date.parse('2026-10-15T12:00:00Z');

it.each([
  ['2026-10-15T11:59:40Z', /just now/],
  ['2026-10-15T11:55:00Z', /5 min/],
  ['2026-10-13T12:00:00Z', /2 days ago/],
  ['2026-10-15T15:00:00Z', /in 3 hours/],
  ['2026-10-05T12:00:00Z', /^(?=.*Oct)(?=.*5)(?=.*2026)/],
])('tells how far %s is from now', (iso, words) => {
  expect(relative(iso, NOW_MS)).toMatch(words);
});

it.each([
  ['2026-10-15T12:00:24Z', 'in 24 s'],
  ['2026-10-15T12:05:10Z', 'in 5 min'],
  ['2026-10-15T18:00:00Z', 'in 6 h'],
  ['2026-10-15T11:59:59Z', 'any moment'],
])('tells how long it is until %s', (iso, words) => {
  expect(until(iso, NOW_MS)).toBe(words);
});

it('shows parts of a whole as per cent', () => {
  expect(percent(0.392)).toMatch(/39\s?%/);
});

it('names the last day of a period whose end is exclusive', () => {
  expect(period('2026-10-01', '2026-11-01')).toMatch(/31/);
});

it('counts in the plural unless there is one', () => {
  expect([plural(1, 'company', 'companies'), plural(0, 'row'), plural(2, 'row')]).toEqual([
    '1 company',
    '0 rows',
    '2 rows',
  ]);
});
