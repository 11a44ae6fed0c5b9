import { expect, test } from 'vitest';
import { rowAfter } from './row-keys.ts';

test.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 0, 1],
  ['ArrowDown', 4, 4],
  ['ArrowUp', 4, 3],
  ['ArrowUp', 0, 0],
  ['Home', 3, 0],
  ['End', 0, 4],
  ['a', 0, undefined],
])('[O2] %s in row %i of five leads to %s', (key, at, to) => expect(rowAfter(key, at, 5)).toBe(to));

test('[O2] in a list without rows a key leads nowhere', () => {
  expect([][rowAfter('ArrowDown', -1, 0) ?? -1]).toBeUndefined();
});
