import { expect, test } from 'vitest';
import { amountOf, percentOf, quotaName } from './quota-words.ts';

const limit = { category: null, most: null, mostMinor: null, product: null, currency: 'GBP' };

test('[C4] a quota says what it counts, and how much of it is taken', () => {
  expect(quotaName({ ...limit, product: { id: 'p', name: 'Mailbox 50 GB' }, most: 10 })).toBe(
    'Mailbox 50 GB',
  );
  expect(quotaName({ ...limit, mostMinor: 100_00 })).toBe('Everything, a month');
  expect(amountOf(limit, 1200)).toBe('1,200');
  expect(amountOf({ ...limit, mostMinor: 100_00 }, 50_00)).toBe('£50.00');
  expect(amountOf({ mostMinor: 100_00, currency: 'EUR' }, 50_00)).toBe('€50.00');
});

test('[C4] what is not quite full is not shown as full, and a quota of nothing always is', () => {
  expect(percentOf({ ...limit, most: 1000 }, 999)).toBe(99);
  expect(percentOf({ ...limit, most: 10 }, 12)).toBe(120);
  expect(percentOf({ ...limit, most: 0 }, 0)).toBe(100);
});
