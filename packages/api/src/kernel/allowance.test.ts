import { expect, test } from 'vitest';
import { Allowance } from './allowance.ts';

function rated(burst: number, perSecond: number) {
  let nowMs = 0;
  const allowance = new Allowance({ burst, perSecond }, () => nowMs);
  return { allowance, forward: (ms: number) => (nowMs += ms) };
}

test('[S19] what is used up comes back with time, for each by itself', () => {
  const { allowance, forward } = rated(100, 10);
  expect(allowance.waitMs('a', 100)).toBe(0);
  allowance.use('a', 90);
  expect(allowance.waitMs('a', 10)).toBe(0);
  expect(allowance.waitMs('a', 30)).toBe(2_000);
  expect(allowance.waitMs('b', 100)).toBe(0);
  forward(1_500);
  expect(allowance.waitMs('a', 30)).toBe(500);
  forward(500);
  expect(allowance.waitMs('a', 30)).toBe(0);
  forward(3_600_000);
  allowance.use('a', 100);
  expect(allowance.waitMs('a', 1)).toBe(100);
});

test('[S19] what costs more than there ever is waits until all of it is there, and is paid for afterwards', () => {
  const { allowance, forward } = rated(100, 10);
  expect(allowance.waitMs('a', 250)).toBe(0);
  allowance.use('a', 250);
  expect(allowance.waitMs('a', 1)).toBe(15_100);
  forward(25_000);
  expect(allowance.waitMs('a', 250)).toBe(0);
});

test('[S19] however many come, so many are remembered; who uses much is', () => {
  const { allowance, forward } = rated(10, 1);
  for (let i = 0; i < 60_000; i += 1) {
    allowance.use(`idle ${i}`, 0.001);
    if (i === 30_000) allowance.use('busy', 10);
    if (i % 10_000 === 0) forward(10);
  }
  expect(allowance.waitMs('busy', 10)).toBeGreaterThan(9_000);
});
