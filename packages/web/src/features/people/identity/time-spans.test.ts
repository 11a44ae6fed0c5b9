import { expect, it } from 'vitest';
import { span } from './time-spans.ts';

it.each([
  [15, '15 minutes'],
  [60, '1 hour'],
  [90, '90 minutes'],
  [720, '12 hours'],
  [1440, '1 day'],
  [43200, '30 days'],
])('[S46] says %d minutes as %j', (minutes, said) => {
  expect(span(minutes)).toBe(said);
});
