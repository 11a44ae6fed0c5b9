import { describe, expect, test } from 'vitest';
import { below, filled, type Rdn, readDn, sameDn, writeDn } from './dn.ts';

describe('[P2] distinguished names', () => {
  test.each([
    'a,b+c=d;<e>#"\\',
    ' blanks at both ends ',
    '#hash first',
    '\0 nothing',
    'Zoë, 山田 😀',
    '*)(uid=*',
    '\\2c',
  ])('“%s” stays one value', (value) => {
    const dn: Rdn[] = [
      ['cn', value],
      ['ou', value],
    ];
    expect(readDn(writeDn(dn))).toEqual(dn);
    expect(writeDn(dn)).not.toMatch(/[^\\],.*,/);
  });

  test('is read as other programs write it', () => {
    expect(readDn('CN=Kov\\C3\\A1cs\\, Anna , OU = Sales\\+IT,dc=example')).toEqual([
      ['cn', 'Kovács, Anna'],
      ['ou', 'Sales+IT'],
      ['dc', 'example'],
    ]);
    expect(readDn('')).toEqual([]);
  });

  test.each(['globex', '=x', 'ou=', 'ou=x,', 'ou=x\\', 'o u=x'])('“%s” is none', (text) => {
    expect(readDn(text)).toBeUndefined();
  });

  test('capitals make no other place, and only what is below a base is', () => {
    const base = readDn('ou=Customers,DC=example') as Rdn[];
    const dn = readDn('uid=a,OU=GLX,ou=customers,dc=Example') as Rdn[];
    expect(below(dn, base)).toEqual([
      ['uid', 'a'],
      ['ou', 'GLX'],
    ]);
    expect(below(readDn('ou=other,dc=example') as Rdn[], base)).toBeUndefined();
    expect(sameDn(dn, base)).toBe(false);
  });

  test('what fills a template makes no further part of it', () => {
    const template = readDn('cn={product},ou={company}') as Rdn[];
    const name = filled(template, { product: 'x,ou={company}', company: 'A+B=C' });
    expect(writeDn(name)).toBe('cn=x\\2cou\\3d{company},ou=A\\2bB\\3dC');
  });
});
