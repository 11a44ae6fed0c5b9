import { expect, test } from 'vitest';
import { zoneKind } from './zone-kind.ts';

test.each<[string, string[], number, 'PREMIUM' | 'UNUSUAL' | null]>([
  ['landlines at home', ['441', '442'], 6_200, null],
  ['mobiles at home', ['447'], 21_500, null],
  ['084, whose price is no surprise', ['4484'], 70_000, null],
  ['084 that is dear', ['4484'], 200_000, 'UNUSUAL'],
  ['09', ['449'], 1_200, 'PREMIUM'],
  ['087', ['4487'], 130_000, 'PREMIUM'],
  ['directory enquiries', ['118'], 2_500_000, 'PREMIUM'],
  ['a short code at home', ['101'], 0, null],
  ['North America, which begins like a short code', ['1'], 5_800, 'UNUSUAL'],
  ['the Caribbean', ['1876', '1809'], 180_000, 'UNUSUAL'],
  ['a neighbour', ['353'], 9_500, 'UNUSUAL'],
  ['satellites', ['8816', '882'], 4_200_000, 'PREMIUM'],
  ['whatever costs a pound a minute', ['94'], 1_000_000, 'PREMIUM'],
])('[B2] a first call to %s', (_where, prefixes, perMinuteMicro, kind) => {
  expect(zoneKind({ prefixes, perMinuteMicro })).toBe(kind);
});
