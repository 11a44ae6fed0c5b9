import { describe, expect, test } from 'vitest';
import { SupplyKind } from '../catalogue/index.ts';
import { type Buyer, type Vat, vatByKind, vatOf } from './vat.ts';

const TODAY = '2026-12-01';
const SELLERS = { GB: 'GB123456782', XI: 'XI123456782', IE: 'IE6388047V', none: null } as const;
const BUYERS = {
  'registered here': { vatNumber: 'GB980780684', vatTreatment: 'STANDARD' },
  'registered in Northern Ireland': { vatNumber: 'XI980780684', vatTreatment: 'STANDARD' },
  'not registered': { vatNumber: null, vatTreatment: 'STANDARD' },
  'of another country but established here': { vatNumber: 'IE6388047V', vatTreatment: 'STANDARD' },
  'registered in the European Union': { vatNumber: 'DE123456782', vatTreatment: 'OUTSIDE_UK' },
  'registered elsewhere': { vatNumber: 'CH123456789', vatTreatment: 'OUTSIDE_UK' },
  'abroad without a number': { vatNumber: null, vatTreatment: 'OUTSIDE_UK' },
} as const satisfies Record<string, Omit<Buyer, 'resells'>>;

/** A decision in a word: the category of EN 16931, the rate in per cent, and at which the customer accounts for it here. */
const inShort = ({ rateBp, category, notionalBp }: Vat): string => {
  const letters = { STANDARD: 'S', ZERO_RATED: 'Z', EXEMPT: 'E', REVERSE_CHARGE: 'AE', OUT_OF_SCOPE: 'O' };
  return `${letters[category]}${rateBp / 100}${notionalBp === null ? '' : `(${notionalBp / 100})`}`;
};
const decided = (seller: keyof typeof SELLERS, buyer: Omit<Buyer, 'resells'>, resells: boolean): string =>
  Object.values(vatByKind({ vatNumber: SELLERS[seller] }, { ...buyer, resells }, TODAY))
    .map(inShort)
    .join(' ');

/** Standard, reduced, zero, exempt, telecommunications. */
const AT_HOME = 'S20 S5 Z0 E0 S20';
const SOLD_ON = 'S20 S5 Z0 E0 AE0(20)';
const REVERSED = 'AE0 AE0 AE0 AE0 AE0';
const OUTSIDE = 'O0 O0 O0 O0 O0';

describe('[B5] VAT of each kind of supply', () => {
  test.each([
    ['registered here', AT_HOME, SOLD_ON],
    ['registered in Northern Ireland', AT_HOME, SOLD_ON],
    ['not registered', AT_HOME, AT_HOME],
    ['of another country but established here', AT_HOME, AT_HOME],
    ['registered in the European Union', REVERSED, REVERSED],
    ['registered elsewhere', REVERSED, REVERSED],
    ['abroad without a number', OUTSIDE, OUTSIDE],
  ] as const)('to who is %s', (who, used, soldOn) => {
    for (const seller of ['GB', 'XI'] as const) {
      expect(decided(seller, BUYERS[who], false)).toBe(used);
      expect(decided(seller, BUYERS[who], true)).toBe(soldOn);
    }
    for (const seller of ['IE', 'none'] as const)
      for (const resells of [false, true]) expect(decided(seller, BUYERS[who], resells)).toBe(OUTSIDE);
  });

  test('says on the invoice what the law wants said, and nothing where it wants nothing', () => {
    const reasons = new Map<string, Set<string | null>>();
    for (const supply of Object.keys(SupplyKind) as SupplyKind[])
      for (const vatNumber of Object.values(SELLERS))
        for (const buyer of Object.values(BUYERS))
          for (const resells of [false, true]) {
            const vat = vatOf(supply, { vatNumber }, { ...buyer, resells }, TODAY);
            const said = reasons.get(inShort(vat)) ?? new Set();
            reasons.set(inShort(vat), said.add(vat.reason));
          }
    expect(Object.fromEntries(Array.from(reasons, ([short, said]) => [short, [...said].sort()]))).toEqual({
      S20: [null],
      S5: [null],
      Z0: [null],
      E0: ['Exempt from VAT: VAT Act 1994, Schedule 9.'],
      AE0: ['Reverse charge: the customer accounts for VAT where it is registered.'],
      'AE0(20)': ['Reverse charge: VAT Act 1994 Section 55A applies.'],
      O0: ['Outside the scope of UK VAT: supplied to a business outside the United Kingdom.', null],
    });
  });

  test.each([
    ['2011-01-04', 'S20 S5'],
    ['2011-01-03', 'S17.5 S5'],
    ['2010-01-01', 'S17.5 S5'],
    ['2009-12-31', 'S15 S5'],
    ['2008-12-01', 'S15 S5'],
    ['2008-11-30', 'S17.5 S5'],
  ])('is at the rates of its day, %s', (day, short) => {
    const seller = { vatNumber: SELLERS.GB };
    const buyer = { ...BUYERS['not registered'], resells: false };
    expect(
      (['STANDARD', 'REDUCED'] as const).map((kind) => inShort(vatOf(kind, seller, buyer, day))).join(' '),
    ).toBe(short);
  });

  test('of telecommunications is reversed from February 2016 on, and of no day before the rates that are known', () => {
    const seller = { vatNumber: SELLERS.GB };
    const reseller = { ...BUYERS['registered here'], resells: true };
    expect(inShort(vatOf('TELECOMS', seller, reseller, '2016-01-31'))).toBe('S20');
    expect(inShort(vatOf('TELECOMS', seller, reseller, '2016-02-01'))).toBe('AE0(20)');
    expect(() => vatOf('STANDARD', seller, reseller, '1990-12-31')).toThrow(RangeError);
  });
});
