import { expect, test } from 'vitest';
import { guessColumns, titlesOf } from './columns.ts';

test('[B7] the columns of a bank’s file are what they were, or what banks call them', () => {
  const titles = titlesOf('Account 12345678\n\nDate,Description,"Paid in",Paid out,Balance\n');
  expect(titles).toEqual(['Date', 'Description', 'Paid in', 'Paid out', 'Balance']);
  expect(guessColumns(titles)).toEqual({
    on: 'Date',
    amount: 'Paid in',
    paidOut: 'Paid out',
    reference: 'Description',
    payer: '',
    account: '',
    bankId: '',
  });
  expect(guessColumns(titles, { reference: 'balance' })).toMatchObject({ reference: 'Balance' });
  expect(titlesOf('')).toEqual([]);
});
