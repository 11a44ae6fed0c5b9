import { expect, it } from 'vitest';
import { questionOf } from './order-question.ts';

const order = { what: '5,000 × Mailbox', currency: 'GBP', startsOn: '2026-10-01' };

it('[C4] an order of many, or that costs much, says how many, how much and from when', () => {
  const asked = questionOf({ ...order, quantity: 5_000, monthlyMinor: 2_250_000 });
  expect(asked?.title).toBe('Order 5,000 × Mailbox?');
  expect(asked?.consequence).toMatch(/£22,500\.00 a month.*2026/);
  expect(questionOf({ ...order, quantity: 1, monthlyMinor: 100_00 })).toBeDefined();
  expect(questionOf({ ...order, quantity: 10, monthlyMinor: 0 })).toBeDefined();
});

it('a few cheap services are ordered at once', () => {
  expect(questionOf({ ...order, quantity: 9, monthlyMinor: 99_99 })).toBeUndefined();
});

it('[C4] of two of a kind the reader decides, however cheap they are', () => {
  const cheap = { ...order, quantity: 2, monthlyMinor: 2 };
  expect(questionOf({ ...cheap, overlaps: 1 })?.consequence).toMatch(
    /One person would have two of a kind\.$/,
  );
  expect(questionOf({ ...cheap, overlaps: 2 })?.consequence).toMatch(/In 2 cases somebody would have two/);
});
