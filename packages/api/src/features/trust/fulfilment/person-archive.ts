import { csvFile } from '@steward/shared';
import { ARCHIVE_KEYS, type Enclosed, packArchive } from '../../../kernel/archive.ts';
import { fileProperties, heldTables, isPortable, rowsSql } from '../../../kernel/held.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { type HeldPerson, heldOf, wordsOf } from './held-of-person.ts';
import type { ReceiptLine } from './rights-receipt.entity.ts';

type Row = Record<string, unknown>;

/**
 * Everything that is held of a person as a signed archive: of each table JSON and CSV, pictures as files, and an index that reads.
 * A copy to take elsewhere has what a contract or a consent is the ground of (Art. 20). What lets somebody in is never in it. [D3]
 */
export async function personArchive(
  scope: Scope,
  person: HeldPerson,
  portable: boolean,
  { archives, publicUrl }: Services,
): Promise<{ archive: Buffer; lines: ReceiptLine[] }> {
  const files: Enclosed[] = [];
  const lines: ReceiptLine[] = [];
  for (const { table, count } of await heldOf(scope, person, heldTables())) {
    const what = table.label;
    if (portable && !isPortable(table)) {
      lines.push({
        what,
        fate: 'WITHHELD',
        count,
        why: 'Not by contract or consent: it is in the full export',
      });
      continue;
    }
    const json = await scope.kept(person, {
      text: rowsSql(table),
      parameters: [person.endUserId],
      sealed: true,
    });
    const rows = JSON.parse(json ?? '[]') as Row[];
    const words = `${what}: ${wordsOf(table)}`;
    const { table: name } = table.definition;
    files.push(...pictures(name, rows, fileProperties(table)));
    files.push(
      { path: `data/${name}.json`, bytes: Buffer.from(`${JSON.stringify(rows, null, 2)}\n`), words },
      { path: `data/${name}.csv`, bytes: Buffer.from(csvOf(rows)), words: `${what}, for a spreadsheet` },
    );
    lines.push({ what, fate: 'EXPORTED', count: rows.length, why: wordsOf(table) });
    if (table.classes.includes('CREDENTIAL'))
      lines.push({
        what: `${what}: secrets`,
        fate: 'WITHHELD',
        count,
        why: 'Kept as hashes; they let somebody in',
      });
  }
  const archive = await packArchive(
    {
      title: portable ? 'Your data, to take elsewhere' : 'What is held about you',
      words: [
        'Each kind of data is there twice: as JSON, which programs read, and as CSV, which opens in a spreadsheet. The words beside each say what it is for, what allows it and how long it is kept.',
        'Of those you called, or who called you, their numbers are in it, for they stand on your own bill. What others wrote about their own work, and what lets somebody in, is not.',
      ],
      at: scope.now,
      keysAt: `${publicUrl}${ARCHIVE_KEYS}`,
      files,
    },
    archives,
  );
  return { archive, lines };
}

/** Takes the bytes out of rows, as files; the row keeps their paths. */
function pictures(table: string, rows: Row[], properties: readonly string[]): Enclosed[] {
  return rows.flatMap((row) =>
    properties.flatMap((property) => {
      if (typeof row[property] !== 'string') return [];
      const kind = typeof row.type === 'string' ? (row.type.split('/')[1] ?? 'bin') : 'bin';
      const path = `files/${table}-${row.id}.${kind}`;
      const bytes = Buffer.from(row[property], 'base64');
      row[property] = path;
      return [{ path, bytes, words: 'A file that is kept' }];
    }),
  );
}

function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return csvFile(
    columns,
    rows.map((row) => columns.map((column) => cell(row[column]))),
  );
}

const cell = (value: unknown): string | number | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'number' || typeof value === 'string'
      ? value
      : JSON.stringify(value);
