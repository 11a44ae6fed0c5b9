import { expect, test } from 'vitest';
import { breachRisk } from './breaches.ts';

test.each([
  ['UNLIKELY', 'MINOR', 'LOW'],
  ['POSSIBLE', 'MINOR', 'LOW'],
  ['UNLIKELY', 'SIGNIFICANT', 'LOW'],
  ['UNLIKELY', 'SEVERE', 'RISK'],
  ['LIKELY', 'MINOR', 'RISK'],
  ['POSSIBLE', 'SIGNIFICANT', 'RISK'],
  ['POSSIBLE', 'SEVERE', 'HIGH'],
  ['LIKELY', 'SIGNIFICANT', 'HIGH'],
  ['LIKELY', 'SEVERE', 'HIGH'],
  [null, 'SEVERE', null],
])('[D5] %s and %s is %s', (likelihood, severity, risk) => {
  expect(breachRisk(likelihood, severity)).toBe(risk);
});
