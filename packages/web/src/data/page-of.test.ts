import { describe, expect, test } from 'vitest';
import { pageOf } from './page-of.ts';

describe('the page of a thing', () => {
  test.each([
    ['Company', 'PLATFORM', '/companies/1'],
    ['Company', 'RESELLER', '/companies/1'],
    ['Company', 'COMPANY', '/company'],
    ['Company', 'END_USER', undefined],
    ['Reseller', 'PLATFORM', '/resellers/1'],
    ['Reseller', 'RESELLER', '/reseller'],
    ['Reseller', 'COMPANY', undefined],
    ['EndUser', 'COMPANY', '/end-users/1'],
    ['EndUser', 'END_USER', '/profile'],
    ['Subscription', 'END_USER', '/services'],
    ['Notice', 'END_USER', '/notices/1'],
    ['Session', 'PLATFORM', undefined],
  ] as const)('%s for %s: %s', (type, level, page) => {
    expect(pageOf(type, '1', { level })).toBe(page);
  });

  test('a thing that is gone has none', () => {
    expect(pageOf('Company', null, { level: 'PLATFORM' })).toBeUndefined();
  });
});
