import { expect, test } from 'vitest';
import { tabOf, tabsFor } from './job-tabs.ts';

test('[P1] the address bar opens the tab it names, else what needs attention', () => {
  expect(tabOf('ALL', tabsFor(true)).key).toBe('ALL');
  expect(tabOf(undefined, tabsFor(true)).key).toBe('PARKED');
  expect(tabOf('nonsense', tabsFor(false)).key).toBe('PARKED');
});

test('[P2] those who do tasks have a list of them; for others a manual task is under way', () => {
  expect(tabOf('WAITING', tabsFor(true)).key).toBe('WAITING');
  expect(tabOf('WAITING', tabsFor(false)).key).toBe('UNDER_WAY');
});
