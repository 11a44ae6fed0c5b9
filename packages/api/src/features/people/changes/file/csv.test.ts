import { describe, expect, test } from 'vitest';
import { Problem } from '../../../../kernel/problem.ts';
import type { BulkField } from './columns.ts';
import { proposed } from './columns.ts';
import { openSheet } from './sheet.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

/** The rows of a file with their cells under the fields that its titles are taken for. */
async function read(bytes: Uint8Array) {
  const sheet = await openSheet(bytes);
  const fields = proposed(sheet.titles, {}, new Map()).map((meaning) => meaning?.field ?? null);
  const rows: { line: number; cells: Partial<Record<BulkField, string>> }[] = [];
  for await (const { line, cells } of sheet.rows) {
    const named = fields.flatMap((field, i) => (field ? [[field, (cells[i] ?? '').trim()]] : []));
    rows.push({ line, cells: Object.fromEntries(named) });
  }
  return { titles: sheet.titles, fields, rows };
}

/** Reads the file and gives line, first name, last name and e-mail of each row. */
const people = async (bytes: Uint8Array): Promise<unknown[]> =>
  (await read(bytes)).rows.map(({ line, cells }) => [line, cells.firstName, cells.lastName, cells.email]);

/** What is said of a file that cannot be read. */
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const error = await read(bytes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error('The file was read.', { cause: error });
  expect(error).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'file' }] });
  return error.fields[0]?.message ?? '';
};

const ADA = 'First name,Last name,E-mail\nAda,Lovelace,ada@globex.example\nGrace,Hopper,\n';
const BOTH = [
  [2, 'Ada', 'Lovelace', 'ada@globex.example'],
  [3, 'Grace', 'Hopper', ''],
];

describe('[U2] a file of end users is understood', () => {
  test.each<[string, Uint8Array]>([
    ['with commas', utf8(ADA)],
    ['with a byte order mark', utf8(`\uFEFF${ADA}`)],
    ['with semicolons', utf8(ADA.replaceAll(',', ';'))],
    ['with tabs', utf8(ADA.replaceAll(',', '\t'))],
    ['with CR LF', utf8(ADA.replaceAll('\n', '\r\n'))],
    ['with CR', utf8(ADA.replaceAll('\n', '\r'))],
    ['with line endings that change', utf8(ADA.replace('\n', '\r\n'))],
    ['without an end to its last line', utf8(ADA.trimEnd())],
    ['as UTF-16, little end first', utf16(ADA, false)],
    ['as UTF-16, big end first', utf16(ADA, true)],
    ['with everything quoted', utf8(ADA.replace(/[^,\n]+/g, '"$&"'))],
    ['with blanks around the delimiters', utf8(ADA.replaceAll(',', ' , '))],
    ['with blank lines and rows at the end', utf8(`${ADA}\n,,\n ,\t, \n`)],
    ['with cells missing at the end of a row', utf8(ADA.replace('Hopper,', 'Hopper'))],
    ['with empty cells beyond the heading', utf8(ADA.replace('Hopper,', 'Hopper,,,'))],
  ])('%s', async (_how, bytes) => expect(await people(bytes)).toEqual(BOTH));

  test('with a line in front that tells the delimiter', async () => {
    expect(await people(utf8(`sep=;\r\n${ADA.replaceAll(',', ';')}`))).toEqual([
      [3, 'Ada', 'Lovelace', 'ada@globex.example'],
      [4, 'Grace', 'Hopper', ''],
    ]);
  });

  test('with quoted line breaks, quotes and delimiters, in the heading too, and counts lines as an editor does', async () => {
    const file = [
      '"First\r\nname",Note,"Last name",E-mail\r\n',
      'Ada,"countess,\r\nprogrammer",Lovelace,\r\n',
      '\r\n',
      '"Grace ""Amazing""","said:\n\n""debug""",Hopper,\r\n',
      'Alan,,Turing,\r\n',
    ];
    expect(await people(utf8(file.join('')))).toEqual([
      [3, 'Ada', 'Lovelace', ''],
      [6, 'Grace "Amazing"', 'Hopper', ''],
      [9, 'Alan', 'Turing', ''],
    ]);
  });

  test('with any spelling of the columns, in any order', async () => {
    const file =
      'Department,E_MAIL ADDRESS,surname,Employee no.,Given Name,Mobile phone,telephone,job_title,Products,\nSales,a@b.example,Lovelace,7,Ada,1,2,Head,MBX,';
    const { fields, rows } = await read(utf8(file));
    expect(fields).toEqual([
      'department',
      'email',
      'lastName',
      null,
      'firstName',
      'mobile',
      'phone',
      'jobTitle',
      'services',
    ]);
    expect(rows).toEqual([
      {
        line: 2,
        cells: {
          firstName: 'Ada',
          lastName: 'Lovelace',
          email: 'a@b.example',
          mobile: '1',
          phone: '2',
          jobTitle: 'Head',
          department: 'Sales',
          services: 'MBX',
        },
      },
    ]);
  });

  test('of two columns that mean the same the first is taken, and what was remembered goes first', () => {
    const titles = ['Forename', 'First name', 'Nachname', 'Mail'];
    const fields = (remembered: Parameters<typeof proposed>[1]) =>
      proposed(titles, remembered, new Map()).map((meaning) => meaning?.field ?? null);
    expect(fields({})).toEqual(['firstName', null, null, 'email']);
    expect(fields({ forename: null, nachname: 'lastName' })).toEqual([
      null,
      'firstName',
      'lastName',
      'email',
    ]);
  });

  test('a column goes by the name or the code of a service, which it says yes or no of', () => {
    const services = new Map([
      ['mailbox50', 'M'],
      ['mbx50', 'M'],
      ['archive', 'A'],
    ]);
    expect(
      proposed(
        ['E-mail', 'Mailbox 50', 'MBX-50', 'Postfach', 'Gone'],
        { postfach: 'service A', gone: 'service Z' },
        services,
      ),
    ).toEqual([
      { field: 'email' },
      { field: 'service', productId: 'M' },
      null,
      { field: 'service', productId: 'A' },
      null,
    ]);
  });

  test('with names in any script', async () => {
    const names = ['Zoë', 'Łukasz', '陳大文', 'محمد', "O'Brien", 'D’Arcy', '🦄'];
    const file = `First name,Last name,E-mail\n${names.map((name) => `${name},${name},`).join('\n')}`;
    expect(await people(utf8(file))).toEqual(names.map((name, i) => [i + 2, name, name, '']));
  });

  test('at its largest, with the right line to each row, and lets others have their turn', async () => {
    const rows = Array.from(
      { length: 50_000 },
      (_, i) => `"Ada\n${i}","Łovelace ${i}","user${i}@globex.example"\r\n`,
    );
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    }, 0);
    const all = await read(utf8(`First name,Last name,E-mail\r\n${rows.join('')}`));
    clearInterval(count);
    expect(all.rows).toHaveLength(50_000);
    expect(all.rows.at(-1)).toMatchObject({ line: 100_000, cells: { lastName: 'Łovelace 49999' } });
    expect(turns).toBeGreaterThan(10);
  });
});

describe('[U2] a file of end users is refused, with what would be right', () => {
  const heading = 'First name,Last name,E-mail\n';

  test.each<[string, Uint8Array, string]>([
    ['nothing', utf8(''), 'The file is empty.'],
    ['nothing but a byte order mark', utf8('\uFEFF'), 'The file is empty.'],
    ['nothing but line ends', utf8('\r\n\r\n'), 'The file is empty.'],
    ['a heading alone', utf8(heading), 'Has a heading but no rows.'],
    ['a heading and blank rows', utf8(`${heading},,\n\n`), 'Has a heading but no rows.'],
    ['too many columns', utf8(`${heading.trim()}${',x'.repeat(98)}\nAda,L,`), 'at most 100 columns'],
    [
      'a quotation mark never closed',
      utf8(`${heading}Ada,Lovelace,\n"Grace,Hopper,\nAlan,Turing,\n`),
      'The row in line 3 has a quotation mark that is never closed',
    ],
    [
      'a quotation mark never closed in a long file',
      utf8(`${heading}"${'x'.repeat(70_000)}\n`),
      'The row in line 2',
    ],
    [
      'a quotation mark inside a cell',
      utf8(`${heading}\nGrace "Amazing",Hopper,\n`),
      'The row in line 3 has a quotation mark that is out of place',
    ],
    [
      'text after a quoted cell',
      utf8(`${heading}"Grace"x,Hopper,\n`),
      'The row in line 2 has a quotation mark that is out of place',
    ],
    [
      'a quotation mark out of place in the heading',
      utf8('First "name,Last name,E-mail\nAda,L,'),
      'Line 1 has a quotation mark',
    ],
    [
      'Windows-1252',
      Buffer.from(`${heading}Ada,Lovelace,\nZo\xeb,Smith,\n`, 'latin1'),
      'Must be in UTF-8, but line 3 is not',
    ],
    ['UTF-16 without its mark', utf16(ADA, false).subarray(2), 'Holds characters that are no text'],
    ['half a UTF-16 character', utf16(ADA, false).subarray(0, -1), 'Begins as UTF-16 but is not'],
    ['a NUL', utf8(`${heading}A\0da,L,`), 'Holds characters that are no text'],
    ['16 MiB and a byte', new Uint8Array(16 * 1024 * 1024 + 1), 'at most 16 MiB'],
    ['50,001 rows', utf8(heading + 'Ada,Lovelace,\n'.repeat(50_001)), 'at most 50,000 rows'],
    [
      'an old workbook',
      Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      'a workbook of an old Excel, or one with a password',
    ],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'Must be in UTF-8, but line 1 is not'],
  ])('%s', async (_what, bytes, message) => expect(await refusal(bytes)).toContain(message));
});
