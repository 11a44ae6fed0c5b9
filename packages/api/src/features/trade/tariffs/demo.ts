import { addDays, localDate, monthOf } from '@steward/shared';
import type { Demonstration, DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { assignTariff } from './assign-tariff.ts';
import { importTariff } from './import-tariff.ts';
import { publishTariff } from './publish-tariff.ts';

const HEAD =
  'prefix,zone,band,pricePerMinute,connectionFee,minimumSeconds,firstIncrement,nextIncrement,accessCharge';
/** Prefixes, zone, wholesale a minute by day and at other times; of one price it is the same all week. */
const ZONES = [
  ['441 442 4420', 'UK landline', 0.0062, 0.0041],
  ['443', 'UK 03 numbers', 0.0062, 0.0041],
  ['447', 'UK mobile', 0.0215, 0.0148],
  ['4470', 'UK personal numbers', 0.35],
  ['4476', 'UK pagers', 0.28],
  ['4484', 'UK 084 numbers', 0.07],
  ['4487', 'UK 087 numbers', 0.13],
  ['449', 'UK 09 numbers', 1.2],
  ['118', 'UK directory enquiries', 2.5],
  ['353', 'Ireland', 0.0095],
  ['35383 35385 35386 35387 35389', 'Ireland mobile', 0.0198],
  ['33', 'France', 0.0088],
  ['336 337', 'France mobile', 0.0255],
  ['49', 'Germany', 0.0079],
  ['4915 4916 4917', 'Germany mobile', 0.0243],
  ['34', 'Spain', 0.0081],
  ['346 347', 'Spain mobile', 0.0236],
  ['39', 'Italy', 0.0092],
  ['31', 'Netherlands', 0.0097],
  ['316', 'Netherlands mobile', 0.0262],
  ['48', 'Poland', 0.0104],
  ['1', 'United States and Canada', 0.0058],
  ['1876 1809 1829', 'Caribbean', 0.18],
  ['61', 'Australia', 0.0119],
  ['614', 'Australia mobile', 0.0386],
  ['91', 'India', 0.0121],
  ['971', 'United Arab Emirates', 0.142],
  ['8816 8817 882 883', 'Satellite and networks', 4.2],
] as const;
const SERVICE = ['4484', '4487', '449', '118'];

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const;
const BANDS = [
  { name: 'Daytime', times: [{ days: [...WEEKDAYS], from: '08:00', until: '18:00' }] },
  {
    name: 'Evening',
    times: [
      { days: [...WEEKDAYS], from: '00:00', until: '08:00' },
      { days: [...WEEKDAYS], from: '18:00', until: '24:00' },
    ],
  },
  {
    name: 'Weekend',
    times: [{ days: ['SATURDAY' as const, 'SUNDAY' as const], from: '00:00', until: '24:00' }],
  },
];

interface Terms {
  /** How many times wholesale. */
  times: number;
  connection: number;
  minimum: number;
  first: number;
  next: number;
  /** The access charge a minute of service numbers, to which their service charge comes. */
  access: number;
}

/** The zones at these terms, as a file. Of service numbers what the called one asks is passed on as it is. */
function file({ times, connection, minimum, first, next, access }: Terms): string {
  const lines = ZONES.flatMap(([prefixes, zone, day, evening]) => {
    const service = SERVICE.includes(prefixes);
    const at = (micro: number, band: string): string =>
      [
        prefixes,
        zone,
        band,
        (micro * (service ? 1 : times)).toFixed(4),
        connection,
        minimum,
        first,
        next,
        service ? access : 0,
      ].join(',');
    if (evening === undefined) return [at(day, '')];
    return [at(day, 'Daytime'), at(evening, 'Evening'), at(evening * 0.9, 'Weekend')];
  });
  return [HEAD, ...lines].join('\n');
}

/** What calls have cost since a while: the operator's wholesale tariff by the second, and what two resellers charge, one with bundled minutes. */
async function playTariffs(demonstration: PastDemonstration): Promise<void> {
  const { today } = demonstration;
  await demonstration.asStaffAt(`${monthOf(addDays(`${monthOf(today)}-01`, -32))}-01`, '08:30:00');
  const staff = await actAs(demonstration, 'staff@xe2.example');
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  const wholesale = await perform(staff, importTariff, {
    name: 'Wholesale calls',
    everyone: true,
    csv: file({ times: 1, connection: 0, minimum: 0, first: 1, next: 1, access: 0 }),
    bands: BANDS,
  });
  await publishDraft(demonstration, staff, wholesale);
  const retail = await perform(northwind, importTariff, {
    name: 'Business calls',
    everyone: true,
    csv: file({ times: 1.9, connection: 0.01, minimum: 0, first: 60, next: 1, access: 0.11 }),
    bands: BANDS,
    bundles: [{ name: 'UK 1,000', minutes: 1_000, zones: ['UK landline', 'UK 03 numbers', 'UK mobile'] }],
  });
  await publishDraft(demonstration, northwind, retail);
  const contoso = await actAs(demonstration, 'admin@contoso.example');
  const plain = await perform(contoso, importTariff, {
    name: 'Plain calls',
    everyone: true,
    csv: file({ times: 2.2, connection: 0, minimum: 0, first: 1, next: 1, access: 0.15 }),
    bands: BANDS,
  });
  await publishDraft(demonstration, contoso, plain);
}

async function publishDraft(
  { inScope }: Pick<Demonstration, 'inScope'>,
  seller: Demonstration['setting'],
  tariffId: string,
): Promise<void> {
  const [draft] = await inScope((scope) =>
    scope.sql<{ versionId: string }>(
      `select id as "versionId" from tariff_version where tariff_id = $1 and state = 'DRAFT'`,
      [tariffId],
    ),
  );
  if (draft) await perform(seller, publishTariff, draft);
}

/** Globex has a tariff of its own, of which a better offer is a draft, and of the operator's the next version is one. */
async function playTariffsNow(demonstration: Demonstration): Promise<void> {
  const { inScope, setting } = demonstration;
  const staff = await actAs(demonstration, 'staff@xe2.example');
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  const [globex] = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
  );
  const [wholesale] = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from tariff where name = 'Wholesale calls'`),
  );
  if (!globex || !wholesale) return;
  const own = await perform(northwind, importTariff, {
    name: 'Key account calls',
    csv: file({ times: 1.5, connection: 0, minimum: 0, first: 30, next: 6, access: 0.08 }),
    bands: BANDS,
    bundles: [{ name: 'UK 5,000', minutes: 5_000, zones: ['UK landline', 'UK 03 numbers', 'UK mobile'] }],
  });
  await publishDraft(demonstration, northwind, own);
  await perform(northwind, assignTariff, { tariffId: own, companyId: globex.id });
  await perform(northwind, importTariff, {
    tariffId: own,
    csv: file({ times: 1.35, connection: 0, minimum: 0, first: 1, next: 1, access: 0.08 }),
    validFrom: addDays(localDate(setting.scopes.clock.now()), 30),
    bands: BANDS,
    bundles: [{ name: 'UK 5,000', minutes: 5_000, zones: ['UK landline', 'UK 03 numbers', 'UK mobile'] }],
  });
  await perform(staff, importTariff, {
    tariffId: wholesale.id,
    csv: `${file({ times: 1.04, connection: 0, minimum: 0, first: 1, next: 1, access: 0 })}\n351,Portugal,,0.0113,0,0,1,1,0`,
    validFrom: addDays(localDate(setting.scopes.clock.now()), 30),
  });
}

export const demo: DemoPart = { past: playTariffs, present: playTariffsNow };
