import { describe, expect, test } from 'vitest';
import { price, priceMinor, priceText } from './price.ts';

const said = (text: string, currency = 'GBP') => price(currency).safeParse(text).error?.issues[0]?.message;

describe('a price that is typed', () => {
  test.each([
    ['4.50', 450],
    ['£1,234.5', 123_450],
    ['0', 0],
    ['1000000', 100_000_000],
  ])('%s is %d pence', (text, minor) => {
    expect(said(text)).toBeUndefined();
    expect(priceMinor(text, 'GBP')).toBe(minor);
  });

  test.each([
    [' ', 'Must be filled in.'],
    ['-1', 'Must be a price such as 4.50.'],
    ['4.505', 'Must be a price such as 4.50.'],
    ['free', 'Must be a price such as 4.50.'],
    ['1000000.01', 'May be at most £1,000,000.00.'],
  ])('%s is none', (text, message) => {
    expect(said(text)).toBe(message);
  });

  test('is in its currency only', () => {
    expect(priceMinor('€4.50', 'EUR')).toBe(450);
    expect(priceMinor('$4.50', 'USD')).toBe(450);
    expect(said('£4.50', 'EUR')).toBe('Must be a price such as 4.50.');
    expect(said('1000000.01', 'EUR')).toBe('May be at most €1,000,000.00.');
  });

  test('stands in the field as it was given', () => {
    expect(priceMinor(priceText(1_995), 'EUR')).toBe(1_995);
  });
});
