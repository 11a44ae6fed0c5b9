import { describe, expect, it } from 'vitest';
import { checkVatNumber, formatVatNumber, vatRegisterOf } from './vat-number.ts';

describe('checkVatNumber', () => {
  it.each([
    ['GB 123 4567 82', 'GB123456782'],
    ['123456782', 'GB123456782'],
    ['gb123-4567.82', 'GB123456782'],
    ['GB 980 7806 84', 'GB980780684'],
    ['100 1234 04', 'GB100123404'],
    ['GB 123 4567 82 001', 'GB123456782001'],
    ['XI 123 4567 82', 'XI123456782'],
    ['GBGD001', 'GBGD001'],
    ['HA 500', 'GBHA500'],
    ['XIHA999', 'XIHA999'],
    ['IE 6388047 V', 'IE6388047V'],
    ['DE 123 456 782', 'DE123456782'],
    ['GR 123456783', 'EL123456783'],
    ['NL 0044.95.445.B01', 'NL004495445B01'],
    ['CHE-123.456.788 MWST', 'CHE123456788MWST'],
  ])('%s is %s', (text, value) => {
    expect(checkVatNumber(text)).toEqual({ ok: true, value });
  });

  it.each(['', 'GB', '12345678', '1234567890', 'GB12345678A', 'GD500', 'HA499', 'GD1', '１２３４５６７８２'])(
    '"%s" has not the form of one',
    (text) => {
      expect(checkVatNumber(text)).toEqual({ ok: false, message: expect.stringContaining('9 or 12 digits') });
    },
  );

  it.each(['DE12345678A', 'IE1234', 'FRANCE', 'US12'])('"%s" has not its country’s form', (text) => {
    expect(checkVatNumber(text)).toEqual({
      ok: false,
      message: expect.stringContaining('form of a VAT number of'),
    });
  });

  it.each(['GB123456781', 'GB213456782', 'GB123456728', 'GB000000000', 'GB123456781001'])(
    '%s has the wrong check digits',
    (text) => {
      expect(checkVatNumber(text)).toEqual({ ok: false, message: expect.stringContaining('check digits') });
    },
  );

  it.each([
    ['1001234', ['04', '59']], // modulus 9755 and modulus 97
    ['0123456', ['20']], // 9755 was never given out below 100
  ])('for %s only %j fit', (digits, fitting) => {
    const pairs = Array.from({ length: 100 }, (_, pair) => String(pair).padStart(2, '0'));
    expect(pairs.filter((pair) => checkVatNumber(digits + pair).ok)).toEqual(fitting);
  });
});

it('formatVatNumber groups the digits as HMRC prints them', () => {
  expect(formatVatNumber('GB123456782')).toBe('GB 123 4567 82');
  expect(formatVatNumber('GB123456782001')).toBe('GB 123 4567 82 001');
  expect(formatVatNumber('XI123456782')).toBe('XI 123 4567 82');
  expect(formatVatNumber('GBGD001')).toBe('GB GD001');
  expect(formatVatNumber('anything')).toBe('anything');
});

it.each([
  ['GB123456782', 'HMRC'],
  ['XI123456782', 'HMRC'],
  ['GBGD001', null],
  ['IE6388047V', 'VIES'],
  ['EL123456783', 'VIES'],
  ['CHE123456788MWST', null],
])('who could say whether %s is registered: %s', (number, register) => {
  expect(vatRegisterOf(number)).toBe(register);
});
