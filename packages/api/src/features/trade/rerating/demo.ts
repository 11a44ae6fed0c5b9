import { addDays, monthOf } from '@steward/shared';
import type { Demonstration, DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { onboardCompany } from '../../platform/onboarding/index.ts';
import { finishBilling, runBilling } from '../billing/index.ts';
import { addCallSource, recordCalls } from '../calls/index.ts';
import { importTariff, publishTariff, withdrawTariffVersion } from '../tariffs/index.ts';
import { issueReratingNotes } from './issue-rerating-notes.ts';
import { rerateCalls } from './rerate-calls.ts';
import { finishRerating } from './rerate-next.ts';

const TARIFF = 'Business calls';
const LINE = '+441134960301';
const NORTHWIND = 'admin@northwind.example';

/** The first day of the month before that of a day. */
const monthBefore = (day: string): string => `${monthOf(addDays(`${monthOf(day)}-01`, -1))}-01`;

/** SQL of the first version of the tariff as a file, in which a minute to Ireland costs so many times as much ($1). */
const SHEET = `
  select t.id, 'prefix,zone,band,pricePerMinute,connectionFee,minimumSeconds,firstIncrement,nextIncrement,accessCharge' || chr(10) || string_agg(
      concat_ws(',', p.prefix, z.name, d.name, case z.name when 'Ireland' then $1 else 1 end * r.per_minute_micro / 1000000.0,
        r.connection_micro / 1000000.0, r.minimum_seconds, r.first_increment, r.next_increment, r.access_micro / 1000000.0), chr(10)) as csv
    from tariff t join tariff_version v on v.tariff_id = t.id and v.number = 1
      join tariff_zone z on z.tariff_version_id = v.id join tariff_prefix p on p.tariff_zone_id = z.id
      join tariff_rate r on r.tariff_zone_id = z.id join tariff_band d on d.id = r.tariff_band_id
    where t.name = '${TARIFF}' group by t.id`;

/** For a week of last month Northwind asked four times as much for Ireland; a taxi firm that does nothing but call was invoiced by that. */
async function priceTooDear(demonstration: PastDemonstration): Promise<void> {
  const first = `${monthOf(demonstration.today)}-01`;
  const before = monthBefore(first);
  await demonstration.asStaffAt(addDays(before, 1), '09:30:00');
  const companyId = await perform(await actAs(demonstration, NORTHWIND), onboardCompany, {
    name: 'Otley Taxis Ltd',
    address: { line1: '4 Boroughgate', city: 'Otley', postcode: 'LS21 3AL', country: 'GB' },
    phone: '+44 1134 960301',
    administrator: {
      firstName: 'Olive',
      lastName: 'Thackray',
      email: 'admin@otley-taxis.example',
      phone: '+44 1134 960301',
      mobile: '+44 7700 900331',
    },
  });
  await demonstration.inScope((scope) => addLine(scope, companyId));
  for (const [day, times] of [
    [9, 4],
    [16, 1],
  ] as const) {
    await demonstration.asStaffAt(addDays(before, day), '07:30:00');
    await publish(demonstration, times);
  }
  const staff = await demonstration.asStaffAt(first, '07:00:00');
  await record(staff, before, first);
  await demonstration.asStaffAt(first, '10:30:00');
  await perform(await actAs(demonstration, NORTHWIND), runBilling, { period: monthOf(before) });
  await finishBilling(demonstration.setting);
}

/** A number that is in use, whose address was confirmed. */
async function addLine(scope: Scope, companyId: string): Promise<void> {
  const given = [companyId, LINE, scope.now];
  await scope.sql(
    `insert into telephone_number (id, reseller_id, company_id, number, national, state, created_at)
       select uuidv7(), reseller_id, id, $2, '0113 496 0301', 'FREE', $3 from company where id = $1`,
    given,
  );
  await scope.sql(
    `insert into emergency_address (id, reseller_id, company_id, telephone_number_id, building, street, town, postcode, set_by_name,
         confirmed_at, confirmed_by_name, created_at)
       select uuidv7(), reseller_id, company_id, id, '4', 'Boroughgate', 'Otley', 'LS21 3AL', 'Olive Thackray', $3, 'Olive Thackray', $3
         from telephone_number where company_id = $1 and number = $2`,
    given,
  );
  await scope.sql(
    `update telephone_number set state = 'IN_USE' where company_id = $1 and number = $2 and created_at = $3`,
    given,
  );
}

/** Publishes the tariff with Ireland at so many times its first price. */
async function publish(demonstration: PastDemonstration, times: number): Promise<void> {
  const northwind = await actAs(demonstration, NORTHWIND);
  const [sheet] = await demonstration.inScope((scope) =>
    scope.sql<{ id: string; csv: string }>(SHEET, [times]),
  );
  if (!sheet) return;
  await perform(northwind, importTariff, { tariffId: sheet.id, csv: sheet.csv });
  const [draft] = await demonstration.inScope((scope) =>
    scope.sql<{ versionId: string }>(
      `select id as "versionId" from tariff_version where tariff_id = $1 and state = 'DRAFT'`,
      [sheet.id],
    ),
  );
  if (draft) await perform(northwind, publishTariff, draft);
}

/** Tells of the calls of a month: a few an hour, every fourth of them to Ireland. */
async function record(staff: Setting, from: string, until: string): Promise<void> {
  const sourceId = await perform(staff, addCallSource, {
    name: 'Otley exchange',
    format: 'ASTERISK',
    timeZone: 'Europe/London',
  });
  const calls: { callId: string; from: string; to: string; startedAt: string; seconds: number }[] = [];
  for (let day = addDays(from, 2); day < until; day = addDays(day, 1))
    for (let i = 0; i < 24; i++)
      calls.push({
        callId: `${day}-${i}`,
        from: LINE,
        to: i % 4 ? `+4420794600${10 + i}` : `+35315550${100 + i}`,
        startedAt: `${day}T${String(8 + (i % 11)).padStart(2, '0')}:${String((i * 7) % 60).padStart(2, '0')}:00Z`,
        seconds: 45 + ((i * 53) % 400),
      });
  await perform(staff, recordCalls, { sourceId, calls });
}

/** The dear version is withdrawn, and what it charged re-rated: what waits has moved, the invoice has its credit note. */
async function rerate(demonstration: Demonstration): Promise<void> {
  const northwind = await actAs(demonstration, NORTHWIND);
  const [dear] = await demonstration.inScope((scope) =>
    scope.sql<{ id: string; tariffId: string; resellerId: string; firstDay: string; lastDay: string }>(
      `select v.id, t.id as "tariffId", t.reseller_id as "resellerId", v.valid_from::text as "firstDay", (v.valid_until - 1)::text as "lastDay"
         from tariff t join tariff_version v on v.tariff_id = t.id and v.number = 2 where t.name = $1`,
      [TARIFF],
    ),
  );
  if (!dear) return;
  const { id: versionId, tariffId, resellerId, firstDay, lastDay } = dear;
  await perform(northwind, withdrawTariffVersion, { versionId });
  const reratingId = await perform(northwind, rerateCalls, {
    tariffId,
    firstDay,
    lastDay,
    reason: 'Calls to Ireland were charged four times too much in this week.',
  });
  await finishRerating(demonstration.setting, { resellerId, reratingId });
  const notes = await northwind.scopes.run(northwind.credentials, { requestId: 'demonstration' }, (scope) =>
    scope.sql<{ id: string }>('select id from rerating_note where rerating_id = $1', [reratingId]),
  );
  if (notes.length) await perform(northwind, issueReratingNotes, { ids: notes.map(({ id }) => id) });
}

export const demo: DemoPart = { past: priceTooDear, present: rerate };
