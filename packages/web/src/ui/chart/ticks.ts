/** Intervals of an axis at the most. */
const MOST = 4;

/**
 * The figures that a person would draw beside an axis from 0 to the largest value: round steps of 1, 2, 2.5 or 5, and the
 * last at or above it. Values are whole.
 */
export function roundTicks(largest: number): number[] {
  if (largest <= 0) return [0];
  const step = stepFor(largest / MOST);
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, i) => i * step);
}

function stepFor(least: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  const factors = power === 1 ? [1, 2, 5] : [1, 2, 2.5, 5];
  return (factors.find((factor) => factor * power >= least) ?? 10) * power;
}
