import { addDays, localDate, monthOf } from '@steward/shared';
import type { Demonstration, DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { subscribe } from '../subscriptions/index.ts';
import { recordUsage } from './record-usage.ts';
import { takeInUsage } from './take-in-usage.ts';

const COMPANY = 'Globex Ltd';
const firstOfLastMonth = (today: string): string => `${monthOf(addDays(`${monthOf(today)}-01`, -1))}-01`;

/** Globex has its servers backed up, and an engineer by the hour, since the month before this one. */
async function playSubscriptions({ inScope, today, asStaffAt }: PastDemonstration): Promise<void> {
  const staff = await asStaffAt(firstOfLastMonth(today), '09:30:00');
  const wanted = await inScope((scope) =>
    scope.sql<{ companyId: string; productId: string }>(
      `select c.id as "companyId", p.id as "productId" from company c, product p
        where c.name = $1 and p.code in ('BKP-STORE', 'CON-HELP') order by p.code`,
      [COMPANY],
    ),
  );
  for (const one of wanted) await perform(staff, subscribe, { ...one, startsOn: firstOfLastMonth(today) });
  // Both were set up by hand at once.
  await inScope((scope) =>
    scope.sql(
      `update subscription s set state = 'ACTIVE', started_at = s.created_at from product p where p.id = s.product_id and p.meter is not null`,
    ),
  );
}

/**
 * A program has told each night how much is backed up, more by the week, and of a night twice; hours come in a file, of which one was
 * wrong and is replaced, and a line is torn.
 */
async function playUsage(demonstration: Demonstration): Promise<void> {
  const { inScope, setting } = demonstration;
  const staff = await actAs(demonstration, 'staff@xe2.example');
  const references = new Map(
    (
      await inScope((scope) =>
        scope.sql<{ code: string; reference: string }>(
          `select p.code, s.reference from subscription s join product p on p.id = s.product_id join company c on c.id = s.company_id
            where c.name = $1 and p.code in ('BKP-STORE', 'CON-HELP')`,
          [COMPANY],
        ),
      )
    ).map(({ code, reference }) => [code, reference]),
  );
  const [backup, consulting] = [references.get('BKP-STORE'), references.get('CON-HELP')];
  if (!staff || !backup || !consulting) return;
  const today = localDate(setting.scopes.clock.now());
  const days: string[] = [];
  for (let day = firstOfLastMonth(today); day < today; day = addDays(day, 1)) days.push(day);
  const nights = days.map((day, i) => ({
    subscription: backup,
    at: `${day}T02:10:00Z`,
    quantity: 240 + 3 * i + ((i * 7) % 11) * 4,
    key: `night ${day}`,
  }));
  await perform(staff, recordUsage, { events: [...nights, ...nights.slice(-1)] });
  await perform(staff, takeInUsage, { fileName: 'hours.csv', content: file(consulting, days) });
}

/** Hours of visits, twice a week. */
async function* file(reference: string, days: readonly string[]): AsyncGenerator<Uint8Array> {
  const visits = days.filter((day) => [2, 4].includes(new Date(`${day}T12:00:00Z`).getUTCDay()));
  const lines = visits.map((day, i) => `${reference},${day},${1 + (i % 4) * 0.75},visit ${day},`);
  const wrong = visits[0];
  if (wrong) lines.push(`${reference},${wrong},2.5,visit ${wrong} put right,visit ${wrong}`);
  lines.push(`S-0000,${days.at(-1)},1,visit of nobody,`, `${reference},${days.at(-1)}`);
  yield new TextEncoder().encode(['subscription,at,quantity,key,replaces', ...lines].join('\n'));
}

export const demo: DemoPart = { past: playSubscriptions, present: playUsage };
