import { expect, test } from 'vitest';
import { dueWords, stepsOf } from './task-words.ts';

test('[P2] a task’s steps are typed one a line; blank lines are none', () => {
  expect(stepsOf(' Order the line\n\n  Test it \r\n')).toEqual(['Order the line', 'Test it']);
  expect(stepsOf('')).toEqual([]);
});

test('[P2] by when a task is due is said in working days', () => {
  expect([0, 1, 3].map(dueWords)).toEqual([
    'Same working day',
    'Within 1 working day',
    'Within 3 working days',
  ]);
});
