import type { Result } from './benchmark.ts';

/** Someone who is measured: runs for so many milliseconds, returns units of work per second. */
export interface Contestant {
  name: string;
  run(ms: number): Promise<number>;
}

const WARM_UP_MS = 2_000;
const ROUND_MS = 1_500;
const ROUNDS = 7;

export interface Comparison {
  reference: Contestant;
  target: number;
}

/**
 * Measures ours and the references in turn (A B C, A B C, …) after a warm-up, so that whatever else the machine does
 * meets all of them alike. Each round gives a ratio; the median of these is the result.
 */
export async function compare(
  name: string,
  unit: string,
  ours: Contestant,
  comparisons: readonly Comparison[],
): Promise<Result[]> {
  const contestants = [ours, ...comparisons.map(({ reference }) => reference)];
  for (const contestant of contestants) await contestant.run(WARM_UP_MS);
  const rates = new Map<Contestant, number[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contestant of contestants) rates.get(contestant)?.push(await contestant.run(ROUND_MS));
  }
  const own = rates.get(ours) ?? [];
  return comparisons.map(({ reference, target }) => {
    const theirs = rates.get(reference) ?? [];
    return {
      name: `${name} / ${reference.name}`,
      ours: median(own),
      reference: median(theirs),
      unit,
      ratio: median(own.map((rate, round) => rate / (theirs[round] ?? Number.NaN))),
      target,
    };
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}
