import { expect, test } from 'vitest';
import { everyWords, policyWords } from './drift-words.ts';

test('[P1] what is done about differences, and how often somebody looks, is said in words', () => {
  expect(['ASK', 'CORRECT', 'ACCEPT'].map(policyWords)).toEqual([
    'Shown, for staff to decide',
    'Corrected by itself',
    'Kept as it is',
  ]);
  expect([1, 6].map(everyWords)).toEqual(['Every hour', 'Every 6 hours']);
});
