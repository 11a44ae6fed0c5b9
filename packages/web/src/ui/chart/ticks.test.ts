import { expect, it } from 'vitest';
import { roundTicks } from './ticks.ts';

it.each([
  [180_000, [0, 50_000, 100_000, 150_000, 200_000]],
  [139_900, [0, 50_000, 100_000, 150_000]],
  [100_000, [0, 25_000, 50_000, 75_000, 100_000]],
  [1_234_567, [0, 500_000, 1_000_000, 1_500_000]],
  [7, [0, 2, 4, 6, 8]],
  [3, [0, 1, 2, 3]],
  [1, [0, 1]],
  [0, [0]],
])('up to %i an axis shows round figures', (largest, ticks) => {
  expect(roundTicks(largest)).toEqual(ticks);
});
