import { describe, expect, test } from 'vitest';
import { describeWindow } from './window.ts';

describe('describeWindow', () => {
  test.each([
    ['2026-11-14T22:00:00Z', '2026-11-14T23:30:00Z', 'Saturday 14 November 2026, 22:00 to 23:30 GMT'],
    [
      '2026-07-04T22:00:00Z',
      '2026-07-05T01:00:00Z',
      'Saturday 4 July 2026, 23:00 to Sunday 5 July 2026, 02:00 BST',
    ],
    // The clocks go back at 02:00 BST: 01:30 comes twice that night.
    ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', 'Sunday 25 October 2026, 01:30 BST to 01:30 GMT'],
    ['2026-07-04T23:30:00Z', '2026-07-05T00:30:00Z', 'Sunday 5 July 2026, 00:30 to 01:30 BST'],
  ])('[N1] %s to %s reads as UK time', (start, end, words) => {
    expect(describeWindow(new Date(start), new Date(end))).toBe(words);
  });

  test('[N1] may be open at its end, or not there', () => {
    expect(describeWindow(new Date('2026-12-01T06:00:00Z'), null)).toBe(
      'from Tuesday 1 December 2026, 06:00 GMT',
    );
    expect(describeWindow(null, null)).toBeNull();
  });
});
