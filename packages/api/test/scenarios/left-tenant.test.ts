import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { toldProperties, toldTables } from '../../src/features/trust/departures/archive/told-tables.ts';
import { followLeaving } from '../../src/features/trust/departures/leaving/factory.ts';
import { mustStay } from '../../src/kernel/forgetting.ts';
import { personalColumns } from '../../src/kernel/personal-data.ts';
import { allTables, columnOf, type TableDefinition } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { fillEveryTable, tenantsOf } from '../isolation/rows.ts';

let app: TestApp;
let world: World;
let owner: pg.Client;
const logged: string[] = [];
/** Columns of Globex in which a canary sits: `table.property`. */
const placed: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  app = await startTestApp({ at: '2026-10-01T09:00:00Z', log });
  world = await createWorld(app);
  await fillEveryTable(world, tenantsOf(world));
  owner = new pg.Client({ connectionString: app.database.superuserUrl, options: '-c search_path=steward' });
  await owner.connect();
  // What triggers keep from being changed is filled, too.
  await owner.query('set session_replication_role = replica');
  // Made-up keys open nothing.
  await owner.query(`delete from tenant_key where wrapped like 'x%'`);
  for (const definition of OF_COMPANY) if (!OF_STORY.has(definition.table)) await placeIn(definition);
  // Sign-ins are no tenant's; these open nothing else.
  const people = `(select m.person_id from membership m where m.company_id = '${world.globex.id}')`;
  await owner.query(`update person set email = 'canary person email ' || id where id in ${people}`);
  await owner.query(
    `update session set user_agent = 'canary session userAgent' where person_id in ${people}`,
  );
  placed.push('person.email', 'session.userAgent');
  await owner.query('set session_replication_role = origin');
}, 120_000);
afterAll(async () => {
  await owner.end();
  await app.close();
});

const OF_COMPANY = allTables().filter(
  ({ options, table }) => options.tenant !== 'none' && options.tenant.company && table !== 'tenant_key',
);
/** What the story itself writes. */
const OF_STORY = new Set(['departure', 'tenant_archive', 'tenant_archive_part', 'tenant_deletion']);
const companyOf = ({ options }: TableDefinition): string =>
  options.tenant === 'none' ? '' : (options.tenant.company as string);
const canaryOf = (table: string, property: string): string => `canary ${table} ${property}`;

/** Puts a canary into every column of Globex's rows that can hold text. */
async function placeIn(definition: TableDefinition): Promise<void> {
  const { table, columns, sealed, class: entity } = definition;
  const { id: companyId, resellerId } = world.globex;
  const own = `"${companyOf(definition)}" = '${companyId}'`;
  const { rows } = await owner.query<{ id: string }>(`select id from "${table}" where ${own}`);
  const who = { kind: 'system', task: 'test', resellerId: null } as const;
  for (const property of sealed) {
    let all = rows.length > 0;
    for (const { id } of rows) {
      const given = { id, resellerId, companyId, [property]: canaryOf(table, property) };
      const [made] = await app.app.scopes.run(who, { requestId: 'test' }, (scope) =>
        scope.sealed(entity, [given]),
      );
      const value = (made as Record<string, unknown>)[property];
      all &&= await changed(`update "${table}" set "${columnOf(property)}" = $1 where id = $2`, [value, id]);
    }
    if (all) placed.push(`${table}.${property}`);
  }
  for (const [property, { type }] of columns) {
    if (sealed.includes(property) || /hash$/i.test(property) || CODES.has(`${table}.${property}`)) continue;
    const column = `"${columnOf(property)}"`;
    const value = {
      text: `$1 || ' ' || id`,
      jsonb: `case when jsonb_typeof(${column}) = 'object' then ${column} || jsonb_build_object('canary', $1::text) else ${column} end`,
      bytea: `convert_to($1, 'UTF8')`,
    }[type];
    if (!value) continue;
    const canary = canaryOf(table, property);
    const filled = await changed(`update "${table}" set ${column} = ${value} where ${own}`, [canary]);
    const hex = Buffer.from(canary).toString('hex');
    const { rowCount: there } = await owner.query(
      `select from "${table}" where ${own} and (${column}::text like '%' || $1 || '%' or ${column}::text like '%' || $2 || '%')`,
      [canary, hex],
    );
    if (filled && there) placed.push(`${table}.${property}`);
  }
}

/** By these, which the product or the seller gives, what stays is told apart. */
const CODES = new Set(['company.customerCode', 'end_user.userId']);

/** Changes a row, unless the column holds a list of choices, a length, an address, where no canary can sit. */
const changed = (statement: string, parameters: unknown[]): Promise<boolean> =>
  owner.query(statement, parameters).then(
    () => true,
    (error: { code: string }) => {
      if (!REFUSALS.includes(error.code)) throw error;
      return false;
    },
  );
const REFUSALS = ['23514', '23505', '22001', '428C9'];

/** The files of a zip. */
async function opened(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

/** Columns of Globex's rows in which a canary is still there, and those of nobody's. */
async function nests(): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  const { rows: tables } = await owner.query<{ name: string; table: string }>(
    `select format('%I.%I', table_schema, table_name) as name, table_name as "table" from information_schema.tables
      where table_schema in ('steward', 'steward_calls', 'graphile_worker') and table_type = 'BASE TABLE'`,
  );
  const hex = Buffer.from('canary ').toString('hex');
  for (const { name, table } of tables) {
    const { rows } = await owner.query<{ key: string }>(
      `select distinct e.key from ${name} t, jsonb_each_text(to_jsonb(t)) e where e.value ~ 'canary ' or e.value like $1`,
      [`%${hex}%`],
    );
    if (rows.length) found.set(table, new Set(rows.map(({ key }) => key)));
  }
  return found;
}

/** All rows of a company, as text, by table. */
async function rowsOf(company: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const definition of OF_COMPANY) {
    const { rows } = await owner.query<{ all: string }>(
      `select coalesce(string_agg(t::text, ' ' order by t.id), '') as all from "${definition.table}" t where "${companyOf(definition)}" = $1`,
      [company],
    );
    found.set(definition.table, rows[0]?.all ?? '');
  }
  return found;
}

interface Line {
  table: string;
  gone: number;
  emptied: number;
  kept: number;
  until: string | null;
}

describe('[S20] [T7] a tenant with a canary in every column leaves, is exported, and is deleted', () => {
  test('it has canaries nearly everywhere', () => {
    expect(placed.length).toBeGreaterThan(280);
  });

  test('what it is given has all of them that are its own; what is left is what the report says is kept', async () => {
    const { globex, initech } = world;
    await owner.query('update departure set told_state = state where company_id is distinct from $1', [
      globex.id,
    ]);
    const initechBefore = await rowsOf(initech.id);
    const departureId = (
      await owner.query<{ id: string }>('select id from departure where company_id = $1', [globex.id])
    ).rows[0]?.id as string;
    const archiveId = (
      await owner.query<{ id: string }>('select id from tenant_archive where company_id = $1', [globex.id])
    ).rows[0]?.id as string;
    await owner.query(`delete from tenant_archive_part where company_id = $1`, [globex.id]);
    await owner.query(`delete from tenant_deletion where company_id = $1`, [globex.id]);
    await owner.query(
      `update legal_hold set lifted_at = now(), lifted_by_name = 'Ada' where company_id = $1`,
      [globex.id],
    );
    await owner.query(
      `update departure set state = 'LEFT', seller_agreed_at = now(), tenant_agreed_at = now(), settled_at = now(),
          leaves_on = '2026-09-01', open_until = '2026-10-31' where id = $1`,
      [departureId],
    );
    await owner.query(`update company set left_on = '2026-09-01' where id = $1`, [globex.id]);
    await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId: null },
      { requestId: 'test' },
      (scope) => scope.enqueue('make-tenant-archive', { archiveId }),
    );
    await followLeaving(app, world);
    const response = await fetch(`${app.url}/tenant-archives/${archiveId}`, {
      headers: { authorization: `Bearer ${world.globex.admin.token}` },
    });
    expect(response.status).toBe(200);
    const files = await opened(Buffer.from(await response.arrayBuffer()));
    const text = [...files.values()].map((file) => file.toString()).join('\n');
    const told = { resellerId: globex.resellerId, companyId: globex.id, personIds: [] as string[] };
    const its = new Set(
      toldTables(told).flatMap((table) =>
        toldProperties(table, globex.id).map((property) => `${table.definition.table}.${property}`),
      ),
    );
    const lacking = placed.filter(
      (place) => its.has(place) && !text.includes(canaryOf(...(place.split('.') as [string, string]))),
    );
    expect(lacking).toEqual([]);
    // What is not told lets somebody in, or is its seller's.
    expect(placed.filter((place) => !its.has(place)).sort()).toMatchInlineSnapshot(`
      [
        "call_bundle_use.bundle",
        "call_record.wholesaleBand",
        "call_record.wholesaleBundle",
        "call_record.wholesaleCurrency",
        "call_record.wholesalePrefix",
        "call_record.wholesaleZone",
        "call_zone_use.zone",
        "charge.addedByName",
        "company_price.belowCostReason",
        "debit_note.currency",
        "debit_note.customerName",
        "debit_note.decidedByName",
        "debit_note.decisionNote",
        "debit_note.reason",
        "debit_note.requestedByName",
        "invoice_draft.heldByName",
        "invoice_draft.heldReason",
        "provisioning_attempt.detail",
        "provisioning_job.assigneeName",
        "rights_archive.content",
        "usage_month.wholesaleCurrency",
        "vat_number_check.address",
        "vat_number_check.askedByName",
        "vat_number_check.consultationNumber",
        "vat_number_check.name",
        "vat_number_check.number",
        "vat_number_check.requesterNumber",
        "write_off.byName",
        "write_off.reason",
      ]
    `);

    app.clock.set('2026-11-05T09:00:00Z');
    await followLeaving(app, world);
    const [company] = (
      await owner.query<{ code: string }>('select customer_code as code from company where id = $1', [
        globex.id,
      ])
    ).rows;
    const { data, errors } = await app.ask<{ deleteTenant: { id: string } }>(
      'mutation ($input: DeleteTenantInput!) { deleteTenant(input: $input) { id } }',
      { input: { id: departureId, code: company?.code } },
      await world.signIn('staff@xe2.example'),
    );
    expect(errors, JSON.stringify(data)).toBeUndefined();
    await followLeaving(app, world);
    const { data: after } = await app.ask<{
      departure: { state: string; deletions: { failure: string | null; tables: Line[] }[] };
    }>(
      `query ($id: ID!) { departure(id: $id) { state deletions { failure tables { table gone emptied kept until } } } }`,
      { id: departureId },
      await world.signIn('staff@xe2.example'),
    );
    expect(after.departure.deletions).toMatchObject([{ failure: null }]);
    const report = new Map(after.departure.deletions[0]?.tables.map((line) => [line.table, line]));
    const left = await nests();
    const unsaid = [...left].flatMap(([table, columns]) => {
      const line = report.get(table.replace(/_\d{4}_\d{2}$/, ''));
      if (!line) return [`${table}: not in the report`];
      if (line.kept) return [];
      if (!line.emptied) return [`${table}: said to be gone`];
      const definition = allTables().find((one) => one.table === table) as TableDefinition;
      const personal = personalColumns(definition)
        .filter(({ class: of }) => of !== 'TRAFFIC' && of !== 'SERVICE')
        .map(({ property }) => columnOf(property));
      return personal
        .filter((column) => columns.has(column))
        .map((column) => `${table}.${column}: not emptied`);
    });
    expect(unsaid).toEqual([]);
    // Only what a law or a promise of years keeps is kept, and whatever may end says when.
    for (const { table, kept, until } of report.values()) {
      const definition = allTables().find((one) => one.table === table) as TableDefinition;
      if (kept) expect(mustStay(definition), table).toBe(true);
      if (kept && !definition.options.data.ends?.startsWith('never')) expect(until, table).not.toBeNull();
    }
    expect(
      [...report.values()].filter(({ emptied }) => emptied).map(({ table }) => table),
    ).toMatchInlineSnapshot(`
      [
        "company",
        "company_place",
        "end_user",
        "membership",
        "person",
        "support_grant",
      ]
    `);

    // Beside it nothing is touched, and neither log nor list of what was erased names anybody.
    const initechAfter = await rowsOf(initech.id);
    for (const [table, rows] of initechBefore)
      if (!OF_STORY.has(table)) expect(initechAfter.get(table), table).toBe(rows);
    expect(logged.filter((line) => line.includes('canary'))).toEqual([]);
    expect(JSON.stringify(await app.app.services.erasures.read())).not.toContain('canary');
  }, 120_000);
});
