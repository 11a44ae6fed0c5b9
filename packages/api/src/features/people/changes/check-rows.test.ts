import { describe, expect, test } from 'vitest';
import { checkRows } from './check-rows.ts';
import { BULK_FIELDS, type BulkField, type Meaning } from './file/columns.ts';
import type { SheetRow } from './file/sheet.ts';

const rows = (...cells: Partial<Record<BulkField, string>>[]): SheetRow[] =>
  cells.map((given, i) => {
    const all: Partial<Record<BulkField, string>> = { firstName: 'Ada', lastName: 'Lovelace', ...given };
    return { line: i + 2, cells: BULK_FIELDS.map((field) => all[field]) };
  });
const COLUMNS = BULK_FIELDS.map((field): Meaning => ({ field }));
async function* each(given: readonly SheetRow[]): AsyncGenerator<SheetRow> {
  yield* given;
}
const DOMAINS = { proved: ['globex.example', 'münchen.example'], waiting: ['globex.net'] };

/** The errors of each row, as `column: message`. */
const errorsOf = async (given: SheetRow[], domains = DOMAINS): Promise<string[][]> =>
  (await checkRows(each(given), COLUMNS, domains)).map(({ errors }) =>
    errors.map(({ column, message }) => `${column}: ${message}`),
  );

describe('[U2] checkRows', () => {
  test('gives each row the form in which it is written', async () => {
    const [checked] = await checkRows(
      each(
        rows({
          email: 'Ada.L@XN--MNCHEN-3YA.EXAMPLE',
          mobile: '07700 900123',
          phone: '+44 20 7946 0018',
          jobTitle: ' Head ',
          services: 'MBX-50; ARC-10',
        }),
      ),
      COLUMNS,
      DOMAINS,
    );
    expect(checked).toMatchObject({
      line: 2,
      given: {
        firstName: 'Ada',
        lastName: 'Lovelace',
        email: 'Ada.L@münchen.example',
        mobile: '+447700900123',
        phone: '+442079460018',
        jobTitle: 'Head',
        services: 'MBX-50; ARC-10',
      },
      errors: [],
    });
  });

  test('names every cell that is wrong, and what would be right', async () => {
    const errors = await errorsOf(
      rows(
        { firstName: 'x@y', email: 'ada(at)globex', mobile: 'none', reference: '7' },
        { lastName: 'x'.repeat(121), jobTitle: 'a\nb' },
      ),
    );
    expect(errors).toEqual([
      [
        'reference: Must be the id of a record.',
        'firstName: May not contain an address of the web or of mail.',
        'email: Must be an e-mail address such as name@example.com.',
        'mobile: Must be a telephone number such as 020 7946 0018 or +44 20 7946 0018.',
      ],
      [
        'lastName: May have at most 120 characters.',
        'jobTitle: May not contain line breaks or control characters.',
      ],
    ]);
  });

  test('keeps the cells of a wrong row as they stand in the file', async () => {
    const [checked] = await checkRows(
      each(rows({ mobile: '07700 900123', phone: 'none' })),
      COLUMNS,
      DOMAINS,
    );
    expect(checked?.cells).toMatchObject({ mobile: '07700 900123', phone: 'none' });
  });

  test("names the company's domains for an address outside them", async () => {
    const outside = rows({ email: 'ada@initech.example' });
    expect(await errorsOf(outside)).toEqual([
      ["email: Must be in one of the company's domains: globex.example, münchen.example"],
    ]);
    expect(await errorsOf(outside, { proved: [], waiting: [] })).toEqual([
      ['email: The company has no domain yet: add one first.'],
    ]);
  });

  test('an address in a domain that is not proved yet is an error, which says what to do', async () => {
    expect(await errorsOf(rows({ email: 'ada@globex.net' }))).toEqual([
      ['email: globex.net is not proved yet: set the record that stands under Domains first.'],
    ]);
    const nothingProved = { proved: [], waiting: ['globex.net'] };
    expect(await errorsOf(rows({ email: 'ada@initech.example' }), nothingProved)).toEqual([
      ['email: The company has proved no domain yet: set the record that stands under Domains.'],
    ]);
  });

  test('finds the same person twice: by address in any case, by reference, by name', async () => {
    const id = '0197a000-0000-7000-8000-000000000001';
    const twice = rows(
      { email: 'ada@globex.example', mobile: 'none' },
      {},
      { email: 'ADA@Globex.example' },
      { lastName: 'Byron', reference: id },
      { firstName: 'ADA' },
      { reference: id.toUpperCase() },
    );
    expect((await errorsOf(twice)).slice(1)).toEqual([
      [],
      ['email: The same address is in line 2.'],
      [],
      ['row: The same name without an address is in line 3.'],
      ['reference: The same reference is in line 5.'],
    ]);
  });

  test('refuses a row with cells beyond the heading', async () => {
    const [row] = rows({}) as [SheetRow];
    expect(await errorsOf([{ ...row, cells: [...row.cells, '', 'x'] }])).toEqual([
      [expect.stringContaining('row: Has more cells than the heading')],
    ]);
  });

  test('[S62] a cell that a spreadsheet would compute is refused, unless it is guarded or a telephone number', async () => {
    const errors = await errorsOf(
      rows(
        { firstName: '=1+1', jobTitle: '@SUM(A1)', department: '-2', mobile: '+44 7700 900123' },
        { firstName: "'=Ada", jobTitle: "'-", department: '＝1', mobile: '+cmd|calc' },
      ),
    );
    expect(errors).toEqual([
      [
        'firstName: Begins with = like a formula: write the text without it.',
        'jobTitle: Begins with @ like a formula: write the text without it.',
        'department: Begins with - like a formula: write the text without it.',
      ],
      [
        'mobile: Begins with + like a formula: write the text without it.',
        'department: Begins with ＝ like a formula: write the text without it.',
      ],
    ]);
  });

  test('[S24] a character that cannot be seen is named', async () => {
    expect(await errorsOf(rows({ firstName: 'A\u0007da' }))).toEqual([
      ['firstName: Holds a character that cannot be seen (U+0007): type the cell again.'],
    ]);
  });
});
