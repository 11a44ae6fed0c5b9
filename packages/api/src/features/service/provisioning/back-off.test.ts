import { describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS, waitAfter } from './back-off.ts';

describe('the wait between attempts', () => {
  it('[P1] grows from five seconds to a day', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7].map((attempt) => (waitAfter(attempt, 0) ?? Number.NaN) / 1_000);
    expect(seconds).toEqual([5, 30, 120, 600, 3_600, 21_600, 86_400]);
  });

  it('[P1] ends with the eighth attempt', () => {
    expect(MAX_ATTEMPTS).toBe(8);
    expect(waitAfter(7, 0)).toBeDefined();
    expect(waitAfter(8, 0)).toBeUndefined();
  });

  it('[P1] spreads what failed together by up to a fifth, and never shortens', () => {
    expect(waitAfter(1, 0.5)).toBe(5_500);
    expect(waitAfter(4, 0.999)).toBeLessThanOrEqual(720_000);
  });
});
