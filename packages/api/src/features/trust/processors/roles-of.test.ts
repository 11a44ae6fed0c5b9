import { describe, expect, test } from 'vitest';
import { PurposeChoice } from '../../../kernel/personal-data.ts';
import { ProcessingRelation, rolesOf } from './roles-of.ts';

const parts = (...given: Parameters<typeof rolesOf>) => {
  const roles = rolesOf(...given);
  return roles && [roles.controller, roles.processor, roles.subProcessor];
};

describe('[D1] who is controller and who processor', () => {
  test.each([
    ['RESELLER_COMPANY', 'SERVING', 'RESELLER', ['COMPANY', 'RESELLER', 'PLATFORM']],
    ['PLATFORM_COMPANY', 'SERVING', 'PLATFORM', ['COMPANY', 'PLATFORM', null]],
    ['PLATFORM_RESELLER', 'SUPPORT', 'PLATFORM', ['RESELLER', 'PLATFORM', null]],
    ['COMPANY_END_USER', 'RIGHTS', 'RESELLER', ['COMPANY', 'RESELLER', 'PLATFORM']],
    ['COMPANY_END_USER', 'SIGN_IN', 'PLATFORM', ['COMPANY', 'PLATFORM', null]],
    ['RESELLER_COMPANY', 'BILLING', 'RESELLER', ['RESELLER', 'PLATFORM', null]],
    ['PLATFORM_RESELLER', 'ACCOUNTING', 'RESELLER', ['PLATFORM', null, null]],
    ['COMPANY_END_USER', 'BILLING', 'RESELLER', ['RESELLER', 'PLATFORM', null]],
    ['COMPANY_END_USER', 'SECURITY', 'RESELLER', ['PLATFORM', null, null]],
    ['COMPANY_END_USER', 'MARKETING', 'RESELLER', null],
  ] as const)('%s, %s, sold by the %s', (relation, purpose, seller, expected) => {
    expect(parts(relation, purpose, seller)).toEqual(expected);
  });

  test('nobody processes for themselves, and there is always somebody who decides', () => {
    for (const relation of Object.values(ProcessingRelation))
      for (const purpose of Object.values(PurposeChoice))
        for (const seller of ['PLATFORM', 'RESELLER'] as const) {
          const named = (parts(relation, purpose, seller) ?? ['COMPANY']).filter((party) => party !== null);
          expect(named.length).toBeGreaterThan(0);
          expect(new Set(named).size, `${relation} ${purpose}`).toBe(named.length);
        }
  });
});
