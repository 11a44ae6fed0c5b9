import { expect, test } from 'vitest';
import { endsOnAfter, outcomeOf } from './cancellation.ts';

const today = '2026-11-22';

test('[C4] a service that runs ends now or on a day to come', () => {
  const running = { today, startsOn: '2026-10-01' };
  expect(outcomeOf({ ...running, lastDay: today })).toBe('NOW');
  expect(outcomeOf({ ...running, lastDay: '2026-11-20' })).toBe('NOW');
  expect(outcomeOf({ ...running, lastDay: '2026-11-23' })).toBe('LATER');
});

test('[C4] a service that is still to come never begins if it ends before', () => {
  const coming = { today, startsOn: '2026-12-01' };
  expect(outcomeOf({ ...coming, lastDay: '2026-11-30' })).toBe('NEVER');
  expect(outcomeOf({ ...coming, lastDay: '2026-12-01' })).toBe('LATER');
});

test('the API is told the day after the last one', () => {
  expect(endsOnAfter('2026-12-31')).toBe('2027-01-01');
});
