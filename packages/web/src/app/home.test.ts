import { expect, it } from 'vitest';
import type { Level, Permission } from '../data/viewer.ts';
import { summaryOf } from '../frame/home.ts';
import { features } from './navigation.ts';

const HOME = {
  resellers: null,
  companies: null,
  endUsers: 3,
  runningSubscriptions: 2,
  recurring: [{ currency: 'GBP', minor: 3_450 }],
  margin: null,
  outstanding: [{ currency: 'GBP', minor: 5_000 }],
  owed: null,
  owedOverdueCount: null,
  owedOverdue: null,
  manualTasks: null,
  parkedJobs: 0,
  heldBillingRuns: 0,
  openInvitations: null,
  overdueCount: 0,
  overdue: [{ currency: 'GBP', minor: 0 }],
  agreementDue: false,
  revenue: [],
};

const home = (
  told: Partial<Record<keyof typeof HOME, unknown>>,
  level: Level,
  may: (permission: Permission) => boolean = () => true,
) =>
  summaryOf(
    features.flatMap((feature) => feature.home ?? []),
    { ...HOME, ...told },
    level,
    may,
  );
const leadsTo = (level: Level) =>
  Object.fromEntries(home({}, level).figures.map(({ label, href }) => [label, href]));

it('[O1] leads from each figure to the list of what it counts, and leaves out what does not concern the level', () => {
  expect(Object.entries(leadsTo('COMPANY'))).toEqual([
    ['End users', '/end-users'],
    ['Running subscriptions', '/subscriptions?running=true'],
    ['Recurring a month', '/subscriptions?running=true'],
    ['Outstanding', '/invoices?unpaid=true'],
  ]);
  const reseller = home({ owed: [{ currency: 'GBP', minor: 1_000 }] }, 'RESELLER').figures.map(
    ({ label, href }) => [label, href],
  );
  expect(Object.fromEntries(reseller)).toMatchObject({
    'Customers owe you': '/invoices?unpaid=true&issuedByMe=true',
    'You owe the platform': '/invoices?unpaid=true&issuedByMe=false',
  });
});

it('[O1] has nothing to do where nothing waits or nothing concerns the level', () => {
  expect(home({}, 'PLATFORM').tasks).toEqual([]);
});

it('[O1] says what waits, most pressing first, in the number of it', () => {
  const { tasks } = home(
    { parkedJobs: 1, manualTasks: 3, overdueCount: 2, overdue: [{ currency: 'GBP', minor: 123_450 }] },
    'PLATFORM',
  );
  expect(tasks.map(({ title }) => title)).toEqual([
    '1 provisioning job has failed',
    '2 invoices are overdue',
    '3 manual tasks to do',
  ]);
});

it('[O1] leads to the overdue invoices that it counts: those one issued, or as a company those one got', () => {
  const overdue = { overdueCount: 2, overdue: [{ currency: 'GBP', minor: 123_450 }] };
  expect(home(overdue, 'RESELLER').tasks[0]?.href).toBe('/invoices?overdue=true&issuedByMe=true');
  expect(home(overdue, 'COMPANY').tasks[0]?.href).toBe('/invoices?overdue=true');
  const owed = home(
    { ...overdue, owedOverdueCount: 1, owedOverdue: [{ currency: 'GBP', minor: 1_000 }] },
    'RESELLER',
  ).tasks;
  expect(owed.map(({ title, href }) => [title, href])).toEqual([
    ['1 invoice to you is overdue', '/invoices?overdue=true&issuedByMe=false'],
    ['2 invoices are overdue', '/invoices?overdue=true&issuedByMe=true'],
  ]);
});

it('[O1] [T6] asks nobody to do what their role does not let them do', () => {
  const told = { parkedJobs: 1, manualTasks: 3, overdueCount: 2, openInvitations: 1, agreementDue: true };
  const keys = (permissions: readonly Permission[], level: Level) =>
    home(told, level, (permission) => permissions.includes(permission)).tasks.map(({ key }) => key);
  expect(keys([], 'RESELLER')).toEqual([]);
  expect(keys(['PAYMENT_WRITE', 'INVOICE_READ', 'PROVISIONING_READ'], 'RESELLER')).toEqual(['overdue']);
  expect(keys(['TASK_WRITE', 'PROVISIONING_RETRY'], 'PLATFORM')).toEqual(['failed', 'manual']);
  expect(keys(['INVOICE_PAY'], 'COMPANY')).toEqual(['overdue']);
  expect(keys(['PAYMENT_WRITE'], 'COMPANY')).toEqual([]);
});
