import { expect, it } from 'vitest';
import { vatSummary } from './vat-summary.ts';

it('[B4] adds up each rate, highest first', () => {
  const lines = [
    { netMinor: 1_000, vatRateBp: 500 },
    { netMinor: 2_000, vatRateBp: 2_000 },
    { netMinor: 500, vatRateBp: 2_000 },
  ];
  expect(vatSummary(lines, 550)).toEqual([
    { vatRateBp: 2_000, netMinor: 2_500, vatMinor: 500 },
    { vatRateBp: 500, netMinor: 1_000, vatMinor: 50 },
  ]);
});

it('[B4] gives the penny that rounding each rate down loses to the largest fraction', () => {
  const lines = [
    { netMinor: 103, vatRateBp: 2_000 }, // 20.6
    { netMinor: 109, vatRateBp: 500 }, // 5.45
  ];
  expect(vatSummary(lines, 26).map(({ vatMinor }) => vatMinor)).toEqual([21, 5]);
});
