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
  expect(tasksFor(NOTHING)).toEqual([]);
});

it('[O1] says what waits, in the number of it', () => {
  const titles = tasksFor({
    ...NOTHING,
    parkedJobs: 1,
    manualTasks: 3,
    overdueCount: 2,
    overdueMinor: 123_450,
  }).map(({ title }) => title);
  expect(titles).toEqual(['1 provisioning job is parked', '3 manual tasks to do', '2 invoices are overdue']);
});
