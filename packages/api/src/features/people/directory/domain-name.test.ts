import { describe, expect, test } from 'vitest';
import { canonicalAddress, canonicalDomain, unownable } from './domain-name.ts';

describe('canonicalDomain', () => {
  test.each([
    ['Globex.EXAMPLE', 'globex.example'],
    ['xn--mnchen-3ya.example', 'münchen.example'],
    ['MÜNCHEN.example', 'münchen.example'],
    ['mu\u0308nchen.example', 'münchen.example'],
  ])('%s is %s', (given, form) => expect(canonicalDomain(given)).toBe(form));

  test('an address keeps the case of its local part', () =>
    expect(canonicalAddress('Ada.Lovelace@XN--MNCHEN-3YA.example')).toBe('Ada.Lovelace@münchen.example'));
});

describe('unownable', () => {
  test.each(['co.uk', 'ltd.uk', 'nhs.uk', 'com.au', 'or.jp'])(
    'refuses %s, under which many register',
    (name) => expect(unownable(name)).toContain(`example.${name}`),
  );

  test('refuses a network address', () => expect(unownable('10.0.0.12')).toContain('example.com'));

  test.each(['globex.example', 'globex.co.uk', 'co.example', 'münchen.example', 'mail.globex.com'])(
    'accepts %s',
    (name) => expect(unownable(name)).toBeNull(),
  );
});
