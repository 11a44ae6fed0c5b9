import { expect, it } from 'vitest';
import { tasksFor } from './tasks.ts';

const NOTHING = {
  manualTasks: null,
  parkedJobs: 0,
  openInvitations: null,
  overdueCount: 0,
  overdueMinor: 0,
  agreementDue: false,
};

it('[O1] has nothing to do where nothing waits or nothing concerns the level', () => {
  expect(tasksFor(NOTHING, 'PLATFORM')).toEqual([]);
});

it('[O1] says what waits, most pressing first, in the number of it', () => {
  const titles = tasksFor(
    { ...NOTHING, parkedJobs: 1, manualTasks: 3, overdueCount: 2, overdueMinor: 123_450 },
    'PLATFORM',
  ).map(({ title }) => title);
  expect(titles).toEqual(['1 provisioning job is parked', '2 invoices are overdue', '3 manual tasks to do']);
});

it('[O1] leads to the overdue invoices that it counts: those one issued, or as a company those one got', () => {
  const overdue = { ...NOTHING, overdueCount: 2, overdueMinor: 123_450 };
  expect(tasksFor(overdue, 'RESELLER')[0]?.href).toBe('/invoices?overdue=true&issuedByMe=true');
  expect(tasksFor(overdue, 'COMPANY')[0]?.href).toBe('/invoices?overdue=true');
});
