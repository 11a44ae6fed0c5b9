import { createHash } from 'node:crypto';
import { newId } from '@steward/shared';
import { type HeldColumn, personalColumns } from '../../../kernel/personal-data.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { allTables, type TableDefinition } from '../../../kernel/table.ts';
import type { RecordKeeper } from './own-record.ts';
import {
  DataProtectionContact,
  ProcessingRecord,
  type RecordedController,
  type RecordedProcessing,
  type RecordedRecipient,
  type RecordForm,
} from './processing-record.entity.ts';
import { type Recorded, recordChanges } from './record-changes.ts';
import { recordedActivities } from './recorded-activities.ts';
import { SECURITY_MEASURES } from './security-measures.ts';

/** Makes a new version of a tenant's record, if it says anything that the one before does not; the version that holds now. [D6] */
export async function makeRecord(
  scope: Scope,
  keeper: RecordKeeper,
  form: RecordForm,
): Promise<{ record: ProcessingRecord; made: boolean }> {
  const { level, resellerId, companyId } = keeper;
  await scope.sql(`select pg_advisory_xact_lock(hashtextextended('processing_record' || $1, 0))`, [
    `${companyId ?? resellerId} ${form}`,
  ]);
  const [newest] = await scope.sql<{ id: string }>(
    `select id from processing_record where level = $1 and form = $2 and reseller_id = $3
        and company_id is not distinct from $4 order by version desc limit 1`,
    [level, form, resellerId, companyId],
  );
  const before = newest && (await scope.load(ProcessingRecord, newest.id));
  const now = await recordedOf(scope, keeper, form);
  const sha256 = createHash('sha256').update(JSON.stringify(now)).digest('hex');
  if (before?.sha256 === sha256) return { record: before, made: false };
  const record = await scope.insert(ProcessingRecord, {
    id: newId(),
    ...{ level, form, resellerId, companyId, sha256 },
    version: (before?.version ?? 0) + 1,
    ...now,
    changes: recordChanges(before ?? undefined, now),
    createdAt: scope.now,
  });
  return { record, made: true };
}

/** What the record has to say today. */
async function recordedOf(scope: Scope, keeper: RecordKeeper, form: RecordForm): Promise<Recorded> {
  const content: RecordedProcessing = {
    activities: recordedActivities(await columnsInUse(scope, keeper, form), { level: keeper.level, form }),
    recipients: await recipientsOf(scope, keeper, form),
    onBehalfOf: form === 'PROCESSOR' ? await controllersOf(scope, keeper) : [],
    measures: [...SECURITY_MEASURES],
  };
  return { ...(await headOf(scope, keeper)), content };
}

/** The personal columns of the tables in which the tenant has anything. */
async function columnsInUse(
  scope: Scope,
  { level, resellerId, companyId }: RecordKeeper,
  form: RecordForm,
): Promise<HeldColumn[]> {
  const everyones = level === 'PLATFORM' && form === 'PROCESSOR';
  const conditionOf = ({ options: { tenant } }: TableDefinition): string | undefined => {
    if (everyones) return 'true';
    if (tenant === 'none') return level === 'PLATFORM' ? 'true' : undefined;
    if (companyId) return tenant.company && `${tenant.company} = (select company_id from keeper)`;
    return `${tenant.reseller} = (select reseller_id from keeper)`;
  };
  const asked = allTables().flatMap((table) => {
    const columns = personalColumns(table);
    // Of what even the platform does not read, such as secrets, it is taken that there is some; of these records there will be one.
    const asks = table.options.may.platform?.includes('s') && table.class !== ProcessingRecord;
    const condition = asks ? conditionOf(table) : 'true';
    return columns.length && condition ? [{ table: table.table, columns, condition }] : [];
  });
  const used = await scope.sql<{ table: string }>(
    `with keeper as (select $1::uuid as reseller_id, $2::uuid as company_id) ${asked
      .map(
        ({ table, condition }) =>
          `select '${table}' as table${condition === 'true' ? '' : ` where exists (select from ${table} where ${condition})`}`,
      )
      .join(' union all ')}`,
    [resellerId, companyId],
  );
  const names = new Set(used.map(({ table }) => table));
  return asked.filter(({ table }) => names.has(table)).flatMap(({ columns }) => columns);
}

const addressOf = (row: string): string =>
  `array(select l from unnest(array[${row}.address->>'line1', ${row}.address->>'line2', ${row}.address->>'city',
     ${row}.address->>'county', ${row}.address->>'postcode', ${row}.address->>'country']) l where l <> '')`;

/** Who keeps the record, and whom to ask there. */
async function headOf(
  scope: Scope,
  { level, resellerId, companyId }: RecordKeeper,
): Promise<Omit<Recorded, 'content'>> {
  const [tenant] = await scope.sql<{ name: string; address: string[]; contactId: string | null }>(
    `select t.name, ${addressOf('t')} as address,
         (select d.id from data_protection_contact d where d.level = $1 and d.reseller_id = $2
            and d.company_id is not distinct from $3) as "contactId"
       from ${companyId ? 'company' : 'reseller'} t where t.id = coalesce($3, $2)`,
    [level, resellerId, companyId],
  );
  if (!tenant) throw notFound(companyId ? 'company' : 'reseller');
  const contact = tenant.contactId ? await scope.load(DataProtectionContact, tenant.contactId) : null;
  return {
    name: tenant.name,
    address: tenant.address,
    contactName: contact?.name ?? null,
    contactEmail: contact?.email ?? null,
    contactPhone: contact?.phone ?? null,
    contactOfficer: contact?.officer ?? null,
  };
}

/** Who gets the data: sellers for what they serve, and the sub-processors of the services that are held. */
async function recipientsOf(
  scope: Scope,
  { level, resellerId, companyId }: RecordKeeper,
  form: RecordForm,
): Promise<RecordedRecipient[]> {
  const party = (table: string, does: string, condition: string): string =>
    `select ${table}.name, '${does}' as does, ${table}.address->>'country' as country, array[]::text[] as places,
       'NONE' as transfer from reseller ${table} where ${condition}`;
  const sellers =
    form === 'PROCESSOR' && level === 'PLATFORM'
      ? []
      : [
          ...(companyId
            ? [party('r', 'Provides and supports the services', 'r.id = $1 and not r.is_platform')]
            : []),
          ...(level === 'PLATFORM'
            ? []
            : [party('o', 'Runs the platform and its services', 'o.is_platform')]),
        ];
  return scope.sql<RecordedRecipient>(
    `${[
      ...sellers,
      `select s.name, s.does, s.country, s.places, s.transfer from sub_processor s
        where s.state = 'IN_USE' and (s.by_platform or s.reseller_id = $1) and (s.product_ids = '{}' or exists (
          select from subscription b where b.product_id = any (s.product_ids) and b.state <> 'ENDED'
            and ${level === 'PLATFORM' ? '$2::uuid is null' : '($2::uuid is null and b.reseller_id = $1 or b.company_id = $2)'}))`,
    ].join(' union all ')} order by name`,
    [resellerId, companyId],
  );
}

/** The companies for which a seller processes, the platform also those of its resellers. */
const controllersOf = (scope: Scope, { level, resellerId }: RecordKeeper): Promise<RecordedController[]> =>
  scope.sql<RecordedController>(
    `select c.name, ${addressOf('c')} as address, case when r.id <> $1 then r.name end as through
       from company c join reseller r on r.id = c.reseller_id
       where ${level === 'PLATFORM' ? '$1::uuid is not null' : 'c.reseller_id = $1'} order by through nulls first, c.name, c.id`,
    [resellerId],
  );
