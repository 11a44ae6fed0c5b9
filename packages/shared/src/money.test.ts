import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, minorUnits, parseMoney, roundHalfUp, sumMinor } from './money.ts';

describe('formatMoney', () => {
  it.each([
    [123_450, 'GBP', '£1,234.50'],
    [0, 'GBP', '£0.00'],
    [-5, 'GBP', '-£0.05'],
    [1200, 'JPY', 'JP¥1,200'],
    [Number.MAX_SAFE_INTEGER, 'GBP', '£90,071,992,547,409.91'],
  ])('%d %s is %s', (minor, currency, text) => {
    expect(formatMoney(minor, currency)).toBe(text);
  });

  it('follows the locale of the reader', () => {
    expect(formatMoney(123_450, 'EUR', 'de-DE')).toBe('1.234,50\u00a0€');
  });

  it('refuses what is not a whole number of pence', () => {
    expect(() => formatMoney(0.5, 'GBP')).toThrow(RangeError);
    expect(() => minorUnits(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
    expect(() => sumMinor([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });
});

describe('parseMoney', () => {
  it.each([
    ['£1,234.50', 123_450],
    ['1234.50', 123_450],
    ['12', 1200],
    ['12.5', 1250],
    [' 12.05 ', 1205],
    ['gbp 12', 1200],
    ['12 GBP', 1200],
    ['£0', 0],
    ['-£3.20', -320],
    ['−3.20', -320],
  ])('reads "%s"', (text, minor) => {
    expect(parseMoney(text, 'GBP')).toBe(minor);
  });

  it.each([
    '',
    '£',
    'twelve',
    '12.345',
    '1,23',
    '1.234,50',
    '12,34.00',
    '€12',
    '£12 GBP',
    '1 2',
    '12.',
    '99999999999999999',
  ])('refuses "%s"', (text) => {
    expect(parseMoney(text, 'GBP')).toBeNull();
  });

  it('reads back whatever formatMoney writes', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('GBP', 'EUR', 'JPY', 'KWD'), (minor, currency) => {
        expect(parseMoney(formatMoney(minor, currency), currency)).toBe(minor);
      }),
    );
  });
});

describe('roundHalfUp', () => {
  it.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [149n, 100n, 1n],
    [150n, 100n, 2n],
    [0n, 7n, 0n],
    [9n, 3n, 3n],
  ])('%d/%d is %d', (numerator, denominator, rounded) => {
    expect(roundHalfUp(numerator, denominator)).toBe(rounded);
  });

  it('is never further than a half from the exact value, and mirrors around zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (n, d) => {
          const error = 2n * (roundHalfUp(n, d) * d - n);
          expect(error <= d && error >= -d).toBe(true);
          expect(roundHalfUp(-n, d)).toBe(-roundHalfUp(n, d));
        },
      ),
    );
  });

  it('refuses a denominator that is not positive', () => {
    expect(() => roundHalfUp(1n, 0n)).toThrow(RangeError);
  });
});
