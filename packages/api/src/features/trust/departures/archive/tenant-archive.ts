import type { Readable } from 'node:stream';
import { csvCell } from '@steward/shared';
import { NOBODY } from '../../../../kernel/actor.ts';
import { ARCHIVE_KEYS, type Flowing, flowingArchive } from '../../../../kernel/archive.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import type { Setting } from '../../../../kernel/verb.ts';
import {
  filesSql,
  type Told,
  type ToldTable,
  toldProperties,
  toldSql,
  toldTables,
  WITHHELD,
  wordsOf,
} from './told-tables.ts';

/** Rows, and rows with files, that are held at a time. */
const ROWS = 500;
const ROWS_OF_FILES = 10;
/** A tenant's rows may be far apart in a large table. */
const STATEMENT_MS = 120_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

type Row = Record<string, unknown> & { id: string };

/** What has gone into an archive. */
export interface Counted {
  rows: number;
  files: number;
}

/** Whose everything is told: with the sign-ins that open nothing else. Read by the product itself. */
export async function toldOf(
  scope: Scope,
  { resellerId, companyId }: { resellerId: string; companyId: string | null },
): Promise<Told> {
  const people = await scope.sql<{ id: string }>(
    `select distinct m.person_id as id from membership m
      where m.person_id is not null and m.reseller_id = $1 and m.company_id is not distinct from $2
        and not exists (select from membership o where o.person_id = m.person_id and (o.reseller_id, o.company_id) is distinct from ($1, $2))`,
    [resellerId, companyId],
  );
  return { resellerId, companyId, personIds: people.map(({ id }) => id) };
}

/**
 * Everything that is kept of a tenant as a signed zip file, made as it is read: a table twice, as JSON and as CSV, and files as they
 * are. Each table is read as the tenant itself would, so that what is its seller's is not in it. [T7] [S20]
 *
 * @param counted takes what has gone into it
 */
export function tenantArchive(setting: Setting, told: Told, name: string, counted: Counted): Readable {
  const { services, scopes } = setting;
  const paragraphs = [
    `Everything that is kept of ${name}. Each table is there twice: as JSON, which programs read, and as CSV, which opens in a spreadsheet. Files, such as invoices and photographs, stand in the folder files.`,
    `Not in it: ${Object.values(WITHHELD)
      .filter((why, i, all) => all.indexOf(why) === i)
      .join(
        '; ',
      )}; what lets somebody in, such as passwords, of which only hashes are kept; sign-ins that open other places, too; what others sell at, and their own books.`,
  ];
  return flowingArchive(
    {
      title: `Data of ${name}`,
      words: paragraphs,
      at: scopes.clock.now(),
      keysAt: `${services.publicUrl}${ARCHIVE_KEYS}`,
      files: filesOf(setting, told, counted),
    },
    services.archives,
  );
}

async function* filesOf(setting: Setting, told: Told, counted: Counted): AsyncGenerator<Flowing> {
  for (const table of toldTables(told)) {
    const properties = toldProperties(table, told.companyId);
    const text = toldSql(table, properties, ROWS);
    const first = await batch(setting, told, table, text, BEFORE_ALL);
    if (!first.length) continue;
    const rows = () => batches(setting, told, table, text, first);
    const { table: called } = table.definition;
    const words = wordsOf(table);
    yield { path: `data/${called}.json`, words, content: asJson(rows(), counted) };
    yield {
      path: `data/${called}.csv`,
      words: `${table.label}, for a spreadsheet`,
      content: asCsv(rows(), properties),
    };
    if (!table.files.length) continue;
    for await (const some of batches(setting, told, table, filesSql(table, ROWS_OF_FILES)))
      for (const file of some.flatMap(({ files }) => files as ([string, string] | null)[])) {
        if (!file) continue;
        counted.files += 1;
        yield {
          path: file[0],
          words: `A file of: ${table.label}`,
          content: [Buffer.from(file[1], 'base64')],
        };
      }
  }
}

/** Rows after one, read in a scope of their own as the tenant, or as the keeper of it. */
async function batch(
  setting: Setting,
  { resellerId, companyId, personIds }: Told,
  { as }: ToldTable,
  text: string,
  after: string,
): Promise<Row[]> {
  const { scopes, credentials, requestId } = setting;
  const parameters = [after, companyId ?? resellerId, `{${personIds.join(',')}}`];
  const reading = { text, parameters, sealed: true };
  const json = await scopes.run(
    credentials,
    { requestId, readOnly: true, statementTimeoutMs: STATEMENT_MS },
    async (scope) => {
      if (as === 'KEEPER') return scope.kept({ resellerId, companyId }, reading);
      const tenancy = { resellerId, companyId, endUserId: null };
      await scope.become(companyId ? 'COMPANY' : 'RESELLER', tenancy, {
        personId: NOBODY,
        membershipId: NOBODY,
      });
      return scope.json(reading);
    },
  );
  return JSON.parse(json ?? '[]') as Row[];
}

/** All rows of a table, some at a time. */
async function* batches(
  setting: Setting,
  told: Told,
  table: ToldTable,
  text: string,
  first?: Row[],
): AsyncGenerator<Row[]> {
  let rows = first ?? (await batch(setting, told, table, text, BEFORE_ALL));
  while (rows.length) {
    yield rows;
    rows = await batch(setting, told, table, text, rows.at(-1)?.id as string);
  }
}

async function* asJson(rows: AsyncIterable<Row[]>, counted: Counted): AsyncGenerator<Buffer> {
  let before = '[\n';
  for await (const some of rows) {
    counted.rows += some.length;
    yield Buffer.from(before + some.map((row) => JSON.stringify(row)).join(',\n'));
    before = ',\n';
  }
  yield Buffer.from('\n]\n');
}

async function* asCsv(rows: AsyncIterable<Row[]>, properties: readonly string[]): AsyncGenerator<Buffer> {
  const columns = ['id', ...properties.filter((property) => property !== 'id')];
  yield Buffer.from(`\uFEFF${columns.join(',')}\r\n`);
  for await (const some of rows)
    yield Buffer.from(
      some.map((row) => `${columns.map((column) => csvCell(cell(row[column]))).join(',')}\r\n`).join(''),
    );
}

const cell = (value: unknown): string | number | boolean | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean);
};
