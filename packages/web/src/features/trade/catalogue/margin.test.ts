import { expect, test } from 'vitest';
import { marginShare } from './margin.ts';

test('the margin is a part of the retail price, and may be a loss', () => {
  expect(marginShare(395, 240)).toBe('39%');
  expect(marginShare(200, 250)).toBe('-25%');
  expect(marginShare(100, 100)).toBe('0%');
});

test('what is given away has no margin', () => {
  expect(marginShare(0, 0)).toBe('');
  expect(marginShare(0, 100)).toBe('');
});
