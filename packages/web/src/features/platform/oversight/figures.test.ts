import { expect, it } from 'vitest';
import type { Level } from '../../../data/viewer.ts';
import { figuresFor } from './figures.ts';

const HOME = {
  resellers: null,
  companies: null,
  endUsers: 3,
  activeSubscriptions: 2,
  recurringMinor: 3_450,
  marginMinor: null,
  outstandingMinor: 5_000,
};

const leadsTo = (level: Level) =>
  Object.fromEntries(figuresFor(HOME, level).map(({ label, href }) => [label, href]));

it('[O1] leads from each figure to the list of what it counts, and leaves out what does not concern the level', () => {
  expect(leadsTo('COMPANY')).toEqual({
    'End users': '/end-users',
    'Active subscriptions': '/subscriptions?state=ACTIVE',
    'Recurring a month': '/subscriptions?running=true',
    Outstanding: '/invoices?unpaid=true',
  });
  expect(leadsTo('RESELLER').Outstanding).toBe('/invoices?unpaid=true&issuedByMe=true');
});
