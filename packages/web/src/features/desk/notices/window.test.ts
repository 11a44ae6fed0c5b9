import { expect, it } from 'vitest';
import { windowText } from './window.ts';

it('[N1] gives a window in the zone of the reader, with the zone named where it is long', () => {
  const window = ['2026-07-04T21:00:00Z', '2026-07-04T22:30:00Z'] as const;
  const berlin = windowText(...window, 'long', 'Europe/Berlin') ?? '';
  expect(berlin).toMatch(/23:00|11:00/);
  expect(berlin).toMatch(/00:30|12:30/);
  expect(berlin).toMatch(/GMT\+2|CEST/);
});

it('[N1] says "from" while the end is open, and nothing without a beginning', () => {
  expect(windowText('2026-07-04T21:00:00Z', null)).toMatch(/^from /);
  expect(windowText(null, null)).toBeNull();
});
