import { addDays } from '@steward/shared';
import type { Demonstration, DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { addComponent } from './add-component.ts';
import { publishIncident } from './publish-incident.ts';
import { scheduleMaintenance } from './schedule-maintenance.ts';
import { updateIncident } from './update-incident.ts';
import { writeReview } from './write-review.ts';

/** What the operator's services stand on: groups, with their parts and the categories of products that need them. */
const TREE = {
  Email: { Mailboxes: ['EMAIL'], Archive: ['ARCHIVE'], 'Spam and virus filter': ['SECURITY'] },
  Telephony: { Extensions: ['TELEPHONY'], Mobile: ['MOBILE'] },
  Hosting: { 'Virtual servers': ['HOSTING'], CRM: ['CRM'] },
  Connectivity: { 'Broadband lines': ['CONNECTIVITY'] },
} as const;

async function keep(staff: Setting, { inScope }: Demonstration): Promise<void> {
  const products = await inScope((scope) =>
    scope.sql<{ id: string; category: string }>('select id, category from product order by code'),
  );
  const shared = { description: null, public: true };
  for (const [position, [name, parts]] of Object.entries(TREE).entries()) {
    const parentId = await perform(staff, addComponent, {
      ...shared,
      name,
      position: position * 10,
      productIds: [],
    });
    for (const [i, [part, categories]] of Object.entries(parts).entries())
      await perform(staff, addComponent, {
        ...shared,
        ...{ parentId, name: part, position: position * 10 + i + 1 },
        productIds: products
          .filter(({ category }) => (categories as readonly string[]).includes(category))
          .map(({ id }) => id),
      });
  }
}

const componentNamed = async ({ inScope }: Demonstration, name: string): Promise<string> => {
  const [found] = await inScope((scope) =>
    scope.sql<{ id: string }>('select id from component where name = $1', [name]),
  );
  if (!found) throw new Error(`The demonstration has no component ${name}.`);
  return found.id;
};

/** Two incidents that are over, each with its review. */
async function playPast(demonstration: PastDemonstration): Promise<void> {
  const { asStaffAt, today } = demonstration;
  const first = addDays(today, -41);
  const staff = await asStaffAt(first, '08:50:00');
  await keep(staff, demonstration);
  const crm = await componentNamed(demonstration, 'CRM');
  const slow = await perform(staff, publishIncident, {
    title: 'CRM is slow',
    text: 'Pages of the CRM take up to twenty seconds. We look into why.',
    progress: 'INVESTIGATING',
    affects: [{ componentId: crm, severity: 'DEGRADED' }],
    startsAt: `${first}T08:40:00Z`,
    public: true,
  });
  const later = await asStaffAt(first, '09:40:00');
  await perform(later, updateIncident, {
    incidentId: slow,
    progress: 'RESOLVED',
    text: 'A storage controller had failed, and its spare took over late. It has been replaced; no data was lost.',
    resolvedAt: `${first}T09:25:00Z`,
  });
  await perform(later, writeReview, {
    incidentId: slow,
    text: 'The spare waited for a reply that could not come. It takes over after ten seconds from now on.',
  });

  const second = addDays(today, -12);
  const calls = await componentNamed(demonstration, 'Extensions');
  const began = await asStaffAt(second, '14:05:00');
  const silent = await perform(began, publishIncident, {
    title: 'Calls from outside do not arrive',
    text: 'Callers hear nothing. Calls out and between extensions work.',
    progress: 'IDENTIFIED',
    affects: [{ componentId: calls, severity: 'PARTIAL_OUTAGE' }],
    startsAt: `${second}T13:52:00Z`,
    public: true,
  });
  await perform(await asStaffAt(second, '15:10:00'), updateIncident, {
    incidentId: silent,
    progress: 'RESOLVED',
    text: 'A carrier had sent our numbers astray. Calls arrive again.',
    resolvedAt: `${second}T15:04:00Z`,
  });
}

/** One that goes on, work that is planned, and a reseller's own component. */
async function playPresent(demonstration: Demonstration): Promise<void> {
  const { setting } = demonstration;
  const [staff, northwind] = await Promise.all(
    ['staff@xe2.example', 'admin@northwind.example'].map((email) => actAs(demonstration, email)),
  );
  if (!staff || !northwind) return;
  const now = setting.scopes.clock.now();
  const hours = (count: number): string => new Date(now.getTime() + count * 3_600_000).toISOString();
  await perform(staff, publishIncident, {
    title: 'Some mail is filtered late',
    text: 'One of four filters is out. Mail waits up to ten minutes for the others; none is lost.',
    progress: 'IDENTIFIED',
    affects: [
      { componentId: await componentNamed(demonstration, 'Spam and virus filter'), severity: 'DEGRADED' },
    ],
    startsAt: hours(-2),
    public: true,
  });
  await perform(staff, scheduleMaintenance, {
    title: 'Mailboxes move to new storage',
    text: 'Mail that arrives meanwhile is kept and delivered afterwards. Outlook may ask you to restart it once.',
    startsAt: hours(140),
    endsAt: hours(142),
    componentIds: [await componentNamed(demonstration, 'Mailboxes')],
    public: true,
  });
  await perform(northwind, addComponent, {
    name: 'Northwind help desk',
    description: 'By telephone and e-mail, on working days from 8 to 18.',
    productIds: [],
    position: 100,
    public: true,
  });
}

export const demo: DemoPart = { past: playPast, present: playPresent };
