import { describe, expect, test } from 'vitest';
import { Problem } from '../../../../kernel/problem.ts';
import { readUserFile } from './user-file.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

/** Reads the file and gives line, first name, last name and e-mail of each row. */
const people = async (bytes: Uint8Array): Promise<unknown[]> =>
  (await readUserFile(bytes)).rows.map(({ line, cells }) => [
    line,
    cells.firstName,
    cells.lastName,
    cells.email,
  ]);

/** What is said of a file that cannot be read. */
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const error = await readUserFile(bytes).then(
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

  test('with any spelling of the columns, in any order, and says which it leaves out', async () => {
    const file =
      'Department,E_MAIL ADDRESS,surname,Employee no.,Given Name,Mobile phone,telephone,job_title,\nSales,a@b.example,Lovelace,7,Ada,1,2,Head,';
    const { rows, unknownColumns } = await readUserFile(utf8(file));
    expect(unknownColumns).toEqual(['Employee no.']);
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
        },
        surplus: 0,
      },
    ]);
  });

  test('with names in any script', async () => {
    const names = ['Zoë', 'Łukasz', '陳大文', 'محمد', "O'Brien", 'D’Arcy', '🦄'];
    const file = `First name,Last name,E-mail\n${names.map((name) => `${name},${name},`).join('\n')}`;
    expect(await people(utf8(file))).toEqual(names.map((name, i) => [i + 2, name, name, '']));
  });

  test('[S62] without the apostrophe that keeps a spreadsheet from computing a cell', async () => {
    const file = "First name,Last name,E-mail,Mobile,Job title\n'=Ada,'Lovelace,,'+44 20 7946 0018,'-1";
    const [row] = (await readUserFile(utf8(file))).rows;
    expect(row?.cells).toMatchObject({
      firstName: '=Ada',
      lastName: "'Lovelace",
      mobile: '+44 20 7946 0018',
      jobTitle: '-1',
    });
  });

  test('and a row with more cells than columns is marked', async () => {
    const { rows } = await readUserFile(utf8('First name,Last name,E-mail\nLovelace, Ada,Countess,x,y\n'));
    expect(rows.map(({ surplus }) => surplus)).toEqual([2]);
  });

  test('at its largest, with the right line to each row, and lets others have their turn', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `"Ada\n${i}","Łovelace ${i}","user${i}@globex.example"\r\n`,
    );
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    }, 0);
    const read = await readUserFile(utf8(`First name,Last name,E-mail\r\n${rows.join('')}`));
    clearInterval(count);
    expect(read.rows).toHaveLength(20_000);
    expect(read.rows.at(-1)).toMatchObject({ line: 40_000, cells: { lastName: 'Łovelace 19999' } });
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
    [
      'no heading',
      utf8('Ada,Lovelace,ada@globex.example\n'),
      'the columns “First name”, “Last name”, “E-mail”. Found: Ada,',
    ],
    [
      'a column missing',
      utf8('First name,Surname,Mail adress\nAda,Lovelace,x'),
      'the column “E-mail”. Found: First name, Surname, Mail adress.',
    ],
    [
      'a column twice',
      utf8('First name,Forename,Last name,E-mail\nAda,Ada,L,'),
      '“First name” and “Forename” mean the same',
    ],
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
    ['an Excel workbook', Buffer.from('PK\x03\x04\x14\x00', 'latin1'), 'This is an Excel workbook'],
    ['a NUL', utf8(`${heading}A\0da,L,`), 'Holds characters that are no text'],
    ['5 MiB and a byte', new Uint8Array(5 * 1024 * 1024 + 1), 'at most 5 MiB'],
    ['20,001 rows', utf8(heading + 'Ada,Lovelace,\n'.repeat(20_001)), 'at most 20,000 rows'],
  ])('%s', async (_what, bytes, message) => expect(await refusal(bytes)).toContain(message));
});
