import { describe, expect, test } from 'vitest';
import { guessColumns, titlesOf } from './guess-columns.ts';

describe('the columns of a supplier’s bill', () => {
  test('[P3] are read from its first line, however they are set apart', () => {
    expect(titlesOf('\uFEFFCustomer;"Part; number";Qty\r\na;b;1')).toEqual([
      'Customer',
      'Part; number',
      'Qty',
    ]);
    expect(titlesOf('Customer,SKU,"Say ""hi"""\n')).toEqual(['Customer', 'SKU', 'Say "hi"']);
    expect(titlesOf('')).toEqual([]);
  });

  test('[P3] are taken for what they were the last time, else for what they are usually called', () => {
    const titles = ['End customer', 'Part number', 'Seats', 'Unit price', 'Total'];
    expect(guessColumns(titles, undefined)).toEqual({
      customer: 'End customer',
      product: 'Part number',
      quantity: 'Seats',
      unitCost: 'Unit price',
    });
    const known = { customer: 'total', product: 'Gone', quantity: 'Seats', unitCost: 'Unit price' };
    expect(guessColumns(titles, known)).toMatchObject({ customer: 'Total', product: 'Part number' });
  });
});
