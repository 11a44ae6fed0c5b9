import { expect, it } from 'vitest';
import { passwordStrength } from './password-strength.ts';

it.each([
  ['short', 0],
  ['ÄÖÜäöüß', 0],
  ['aaaaaaaaaaaa', 1],
  ['abcabcabcabc', 1],
  ['Password2026', 1],
  ['tangerine', 2],
  ['violet tractor', 3],
  ['correct horse battery staple', 4],
])('[I1] rates %j as %d', (password, score) => {
  expect(passwordStrength(password).score).toBe(score);
});

it('[I1] advises against one’s own name', () => {
  expect(passwordStrength('josephine-1987', ['Josephine']).score).toBe(1);
});
