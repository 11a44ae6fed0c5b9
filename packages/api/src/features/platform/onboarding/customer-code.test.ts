import { customerCode } from '@steward/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeFromName } from './customer-code.ts';

describe('[T2] a customer code proposed from the name', () => {
  test.each([
    ['Globex Ltd', 'GLOBEX'],
    ['Globex Limited', 'GLOBEX'],
    ['  the Red Lion (Leeds) plc', 'REDLION'],
    ['A & B Plumbing Co. Ltd', 'ABPLUMBING'],
    ["O'Brien’s Bakery", 'OBRIENS'],
    ['Müller & Söhne GmbH', 'MULLER'],
    ['Øresund Æbler AB', 'ORESUND'],
    ['Straße 7 UG', 'STRASSE'],
    ['J.P. Smith', 'JPSMITH'],
    ['Internationalisation Services', 'INTERNATIONA'],
    ['3M', '3M'],
    ['Ltd', 'LTD'],
    ['株式会社グロベックス', 'CUSTOMER'],
    ['!!!', 'CUSTOMER'],
  ])('of %j is %s', (name, code) => {
    expect(codeFromName(name)).toBe(code);
  });

  test('of any name is a valid code with room for a number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        const numbered = `${codeFromName(name)}1000000`;
        expect(customerCode().parse(numbered)).toBe(numbered);
      }),
    );
  });
});
