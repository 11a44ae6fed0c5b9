import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { features } from '../../src/app.ts';
import { type Database, openDatabase } from '../../src/kernel/database.ts';
import { findingProblems } from '../../src/kernel/held.ts';
import { allPermissions } from '../../src/kernel/permission.ts';
import { sheetProblems } from '../../src/kernel/personal-data.ts';
import type { List } from '../../src/kernel/read/list.ts';
import { allTables, type TableDefinition } from '../../src/kernel/table.ts';
import { cloneDatabase, type TestDatabase } from '../../src/kernel/testing/test-database.ts';
import { type Column, columnProblems } from './columns.ts';
import { type Index, sortProblems } from './sorts.ts';

let database: TestDatabase;
let opened: Database;
let ofDatabase: Column[];
let indexes: Index[];

beforeAll(async () => {
  database = await cloneDatabase();
  opened = await openDatabase(database.appUrl);
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  ofDatabase = (
    await client.query<Column>(
      `select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'steward'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = '' and c.relname not in ('applied', 'migration', 'protection')`,
    )
  ).rows;
  indexes = (
    await client.query<Index>(
      `select i.indrelid::regclass::text as "table",
          array(select pg_get_indexdef(i.indexrelid, n, true) from generate_series(1, i.indnkeyatts) n order by n) as columns
        from pg_index i join pg_class c on c.oid = i.indrelid
        where c.relnamespace = 'steward'::regnamespace and i.indpred is null and i.indisvalid`,
    )
  ).rows.map((index) => ({ ...index, table: index.table.replace('steward.', '') }));
  await client.end();
});
afterAll(async () => {
  await opened.close();
  await database.drop();
});

describe('entities and tables', () => {
  test('agree in every column: name, type, nullability', () => {
    const metadata = opened.orm.getMetadata();
    const ofClasses = allTables().flatMap(({ class: entity, table }) =>
      metadata.get(entity as never).props.map((property) => ({
        table,
        name: property.fieldNames[0] as string,
        type: property.columnTypes[0] as string,
        nullable: property.nullable ?? false,
      })),
    );
    expect(columnProblems(ofClasses, ofDatabase)).toEqual([]);
  });

  test.each<[string, Partial<Column>, RegExp]>([
    ['a type that differs', { type: 'integer' }, /says text, the database integer/],
    ['a nullability that differs', { nullable: true }, /says not null/],
    ['a column of another name', { name: 'nmae' }, /the class has it[\s\S]*the database has it/],
    ['a table of another name', { table: 'companies' }, /company\.name: the class has it/],
  ])('noticed: %s', (_what, change, says) => {
    const column: Column = { table: 'company', name: 'name', type: 'text', nullable: false };
    expect(columnProblems([column], [{ ...column, ...change }]).join('\n')).toMatch(says);
  });
});

/** Columns of a person that are no ids. */
const NAMES = ['email', 'password_hash', 'created_at'];

describe('[D4] every column says what it tells of whom, why it is held and how long', () => {
  const columnsOf = (name: string): string[] =>
    ofDatabase.filter(({ table, type }) => table === name && type !== 'uuid').map(({ name }) => name);

  test('in the sheet of its table', () => {
    expect(allTables().flatMap((table) => sheetProblems(table, columnsOf(table.table)))).toEqual([]);
  });

  test('[D3] and how its rows are found from a person', () => {
    expect(allTables().flatMap(findingProblems)).toEqual([]);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'a column that is new',
      [...NAMES, 'shoe_size'],
      /person\.shoeSize: .* does not say what it tells of whom/,
    ],
    ['one that is gone', NAMES.slice(1), /person\.email: the data sheet names it, the table has no/],
  ])('noticed: %s', (_what, columns, says) => {
    const person = allTables().find(({ table }) => table === 'person') as TableDefinition;
    expect(sheetProblems(person, columns).join('\n')).toMatch(says);
  });

  test('noticed: one that is named twice, and a time that begins with nothing', () => {
    const options = {
      data: { kept: 'SHORT', since: 'on', none: 'email email' },
    } as TableDefinition['options'];
    expect(sheetProblems({ table: 'letter', options }, ['email'])).toEqual([
      'letter.email: the data sheet names it twice.',
      'letter: its time is to begin with on, which it does not have.',
    ]);
  });
});

/** Lists that stay short however much there is of everything else. */
const SHORT: Record<string, string> = {
  agreements: 'a version now and then',
  consentPurposes: "a controller's handful",
  consentTexts: 'a version now and then',
  connectors: "the platform's own endpoints",
  priceLists: "a seller's handful",
  processorChanges: 'a change now and then',
  products: 'one catalogue for all',
  resellers: 'hundreds at most',
  roles: "a tenant's handful",
  factors: "a person's own",
  sessions: "a person's own",
  statusSites: 'a page for each reseller at most',
  subProcessors: "an operator's handful",
  tariffs: "a seller's handful",
  tenantGroups: "the platform's handful",
};

describe('every sort of every list has its indexes', () => {
  const lists = features.flatMap(({ lists = [] }) => lists);
  const problems = (list: List, there: readonly Index[]): string[] =>
    sortProblems(list, allPermissions().get(list.options.permission)?.levels ?? [], there);

  test('or the list stays short', () => {
    const long = lists.filter(({ options }) => !SHORT[options.name]);
    expect(long.flatMap((list) => problems(list, indexes))).toEqual([]);
  });

  test('which is noticed when it is not so', () => {
    const domains = lists.find(({ options }) => options.name === 'domains') as List;
    expect(problems(domains, [{ table: 'domain', columns: ['reseller_id', 'created_at', 'id'] }])).toEqual([
      'domains by NAME: create an index on domain (name, id) in a migration.',
      'domains by NAME: create an index on domain (reseller_id, name, id) in a migration.',
      'domains by CREATED_AT: create an index on domain (created_at, id) in a migration.',
    ]);
  });
});

/** Tables without a tenant, each looked at by a person: what they hold belongs to nobody's customer. */
const REVIEWED: Record<string, string> = {
  agreement: 'texts that the platform and resellers publish',
  call_retention: 'for how long calls are kept, for the whole installation',
  connector: "the platform's own endpoints",
  connector_pace: 'how fast they are gone to',
  connector_watch: 'how far each was asked what has changed there',
  consent_purpose: 'texts that controllers publish; what people say to them has a tenant',
  consent_text: 'the words of those',
  drift_rule: 'what is done about differences there',
  email_change: 'belongs to a person',
  factor: 'belongs to a person',
  mail_allowance: 'hashes of who sent letters to whom',
  membership_reach: 'which resellers a member of staff reaches',
  notice: 'who received one stands in notice_recipient, which has a tenant',
  passkey_challenge: 'what passkeys are to sign, before there is a tenant',
  password_reset: 'belongs to a person',
  person: 'one person may stand in several tenants',
  product: 'the catalogue is one for all; prices for one reseller, and of one, stand in price lists',
  recovery_code: 'belongs to a person',
  reference_rate: 'Bank Rate is the same for all',
  session: 'belongs to a person',
  signing_key: 'generations of the keys that sign, for the whole installation',
  sign_in_policy: 'how long sessions last at each level, for the whole platform',
  suppression_key: 'one sealed key, for the whole installation',
  task_template: 'what the tasks of products consist of',
  temporary_password: 'belongs to a person',
  tenant_group: 'which resellers staff look after together',
  tenant_group_member: 'the same',
  sign_in_throttle: 'hashes of what was tried, before there is a tenant',
};

const tenantProblems = (tables: readonly Pick<TableDefinition, 'table' | 'options'>[]): string[] =>
  tables.flatMap(({ table, options }) => {
    if (options.tenant === 'none') {
      return REVIEWED[table]
        ? []
        : [
            `${table}: has no tenant; give it one, or have it reviewed and named in test/guards/tables.test.ts.`,
          ];
    }
    return Object.keys(options.may).length ? [] : [`${table}: nobody may do anything with it.`];
  });

describe('[S1] every table has its tenant columns', () => {
  test('or was reviewed', () => {
    expect(tenantProblems(allTables())).toEqual([]);
    const without = allTables().filter(({ options }) => options.tenant === 'none');
    expect(Object.keys(REVIEWED).sort(), 'take out what is gone').toEqual(without.map(({ table }) => table));
  });

  test('and whose values the audit log keeps is a plain field of its type', () => {
    const unknown = allTables().flatMap(({ table, options, fields }) =>
      (options.impersonal ?? [])
        .filter((field) => !['column', 'computed'].includes(fields.get(field)?.kind ?? 'none'))
        .map((field) => `${table}.${field}`),
    );
    expect(unknown).toEqual([]);
  });

  test('and what moves with its company can be moved by the platform (see kernel/table-sql.ts)', () => {
    const fixed = allTables().filter(
      ({ options }) =>
        'place' in options &&
        options.place === 'with its company' &&
        (!options.may.platform?.includes('u') || options.changes?.platform),
    );
    expect(fixed.map(({ table }) => table)).toEqual([]);
  });

  test('[T6] and reference that people change says in which area they must manage it', () => {
    const silent = allTables().filter(
      ({ options: { area, managedIn, may } }) =>
        area === 'reference' &&
        !managedIn &&
        /[iud]/.test([may.platform, may.reseller, may.company, may.endUser].join('')),
    );
    expect(silent.map(({ table }) => table)).toEqual([]);
  });

  test('which is noticed when it is not so', () => {
    expect(
      tenantProblems([
        {
          table: 'note',
          options: { area: 'reference', tenant: 'none', data: { kept: 'SHORT' }, may: { platform: 's' } },
        },
      ]),
    ).toEqual([expect.stringContaining('note: has no tenant')]);
  });
});
