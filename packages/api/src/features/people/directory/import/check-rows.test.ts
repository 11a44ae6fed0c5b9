import { describe, expect, test } from 'vitest';
import { checkRows } from './check-rows.ts';
import { USER_FIELDS, type UserField } from './heading.ts';
import type { UserFileRow } from './user-file.ts';

const blank = Object.fromEntries(USER_FIELDS.map((field) => [field, ''])) as Record<UserField, string>;
const rows = (...cells: Partial<Record<UserField, string>>[]): UserFileRow[] =>
  cells.map((given, i) => ({
    line: i + 2,
    cells: { ...blank, firstName: 'Ada', lastName: 'Lovelace', ...given },
    surplus: 0,
  }));
const DOMAINS = { proved: ['globex.example', 'münchen.example'], waiting: ['globex.net'] };

/** The errors of each row, as `column: message`. */
const errorsOf = async (given: UserFileRow[], domains = DOMAINS): Promise<string[][]> =>
  (await checkRows(given, domains)).map(({ errors }) =>
    errors.map(({ column, message }) => `${column}: ${message}`),
  );

describe('[U2] checkRows', () => {
  test('gives each row the form in which it is written', async () => {
    const [checked] = await checkRows(
      rows({
        email: 'Ada.L@XN--MNCHEN-3YA.EXAMPLE',
        mobile: '07700 900123',
        phone: '020 7946 0018',
        jobTitle: ' Head ',
      }),
      DOMAINS,
    );
    const user = {
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'Ada.L@münchen.example',
      mobile: '+447700900123',
      phone: '+442079460018',
      jobTitle: 'Head',
      department: null,
    };
    expect(checked).toEqual({ line: 2, user, cells: { ...user, department: '' }, errors: [] });
  });

  test('names every cell that is wrong, and what would be right', async () => {
    const errors = await errorsOf(
      rows(
        { firstName: '', email: 'ada(at)globex', mobile: 'none' },
        { lastName: 'x'.repeat(121), jobTitle: 'a\nb' },
      ),
    );
    expect(errors).toEqual([
      [
        'firstName: Must be filled in.',
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
    const [checked] = await checkRows(rows({ mobile: '07700 900123', phone: 'none' }), DOMAINS);
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

  test('finds an address that comes twice, in any case, even if the first row is wrong otherwise', async () => {
    const twice = rows(
      { email: 'ada@globex.example', mobile: 'none' },
      {},
      { email: 'ADA@Globex.example' },
      {},
    );
    expect((await errorsOf(twice)).slice(1)).toEqual([[], ['email: The same address is in line 2.'], []]);
  });

  test('refuses a row with cells beyond the heading', async () => {
    const [row] = rows({}) as [UserFileRow];
    expect(await errorsOf([{ ...row, surplus: 2 }])).toEqual([
      [expect.stringContaining('row: Has more cells than the heading')],
    ]);
  });
});
