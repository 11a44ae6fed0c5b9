import { expect, test } from 'vitest';
import { earliestLastDay, endsOnAfter, outcomeOf } from './cancellation.ts';

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

test('[C4] staff may date the last day back a month, but not before the first one, nor before what has been invoiced', () => {
  const staff = { today, level: 'PLATFORM', invoicedTo: null };
  expect(earliestLastDay({ ...staff, startsOn: '2026-01-01' })).toBe('2026-10-22');
  expect(earliestLastDay({ ...staff, startsOn: '2026-11-10' })).toBe('2026-11-09');
  expect(earliestLastDay({ ...staff, startsOn: '2026-01-01', invoicedTo: '2026-11-01' })).toBe('2026-10-31');
});

test.each(['RESELLER', 'COMPANY'])(
  '[C4] to a %s, today is the earliest last day of what has begun',
  (level) => {
    const given = { today, level, invoicedTo: null };
    expect(earliestLastDay({ ...given, startsOn: '2026-01-01' })).toBe(today);
    expect(earliestLastDay({ ...given, startsOn: today })).toBe(today);
    expect(earliestLastDay({ ...given, startsOn: '2026-12-01' })).toBe('2026-11-30');
    expect(earliestLastDay({ ...given, startsOn: '2026-10-01', invoicedTo: '2026-12-01' })).toBe(
      '2026-11-30',
    );
  },
);
