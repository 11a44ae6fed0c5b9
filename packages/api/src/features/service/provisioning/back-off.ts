const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The wait after the first failed attempt, after the second, and so on. */
const WAITS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  6 * HOUR,
  24 * HOUR,
];

/** Attempts before a job is parked: one more than there are waits. */
export const MAX_ATTEMPTS = WAITS_MS.length + 1;

/** Jitter: the part of a wait that is added at most, so that jobs that failed together do not come back together. */
const JITTER = 0.2;

/**
 * Milliseconds until the next attempt.
 *
 * @param attempt the number of the attempt that failed, from 1.
 * @param random 0 ≤ random < 1.
 * @returns undefined if there shall be no further attempt.
 */
export function waitAfter(attempt: number, random: number): number | undefined {
  const wait = WAITS_MS[attempt - 1];
  return wait === undefined ? undefined : Math.round(wait * (1 + JITTER * random));
}
