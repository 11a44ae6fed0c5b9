import { setImmediate } from 'node:timers/promises';
import { email, id, line, name, phone } from '@steward/shared';
import type { z } from 'zod';
import { type CompanyDomains, canonicalAddress, domainOf, outsideDomains } from '../directory/index.ts';
import type { ChangeSetError } from './change-set.entity.ts';
import type { BulkField } from './file/columns.ts';
import { LONGEST_CELL } from './file/limits.ts';
import type { SheetRow } from './file/sheet.ts';

export interface CheckedRow {
  line: number;
  /** The cells as they stand in the file, of the columns that mean something. */
  cells: Partial<Record<BulkField, string>>;
  /** What the cells say in the form in which it is kept; what is blank is not there. */
  given: Partial<Record<BulkField, string>>;
  errors: ChangeSetError[];
}

/** Rows checked between two turns of the event loop: some 5 ms. */
const AT_ONCE = 200;

/** The name that errors about a whole row, not about one of its cells, go by. */
export const WHOLE_ROW = 'row';

const RULES: Record<Exclude<BulkField, 'services'>, z.ZodType<string>> = {
  reference: id(),
  firstName: name(),
  lastName: name(),
  email: email(),
  mobile: phone(),
  phone: phone(),
  jobTitle: line(120),
  department: line(120),
};

/** A spreadsheet would compute what begins so, also in full width. [S62] */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/;
/** The apostrophe that an export puts before such a cell: what follows is text. */
const GUARDED = /^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;
const NUMBER = /^\+[\d\s().-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/**
 * Checks every cell with the rule of its field, that addresses are in a domain that the company has proved, and that no
 * earlier row of the file is the same person. What the directory says already is compared later. [U2]
 */
export async function checkRows(
  rows: AsyncIterable<SheetRow>,
  fields: readonly (BulkField | null)[],
  domains: CompanyDomains,
): Promise<CheckedRow[]> {
  const check = new Checker(fields, domains);
  const checked: CheckedRow[] = [];
  for await (const row of rows) {
    if (checked.length % AT_ONCE === AT_ONCE - 1) await setImmediate();
    checked.push(check.row(row));
  }
  return checked;
}

class Checker {
  readonly #fields: readonly (BulkField | null)[];
  readonly #domains: CompanyDomains;
  readonly #own: ReadonlySet<string>;
  /** In which line a person stands already, by what tells people apart. */
  readonly #lineOf = new Map<string, number>();
  /** What rules have said of texts that come again and again, such as departments. */
  readonly #known = new Map<string, string>();

  constructor(fields: readonly (BulkField | null)[], domains: CompanyDomains) {
    this.#fields = fields;
    this.#domains = domains;
    this.#own = new Set(domains.proved);
  }

  row({ line, cells: raw, wrong }: SheetRow): CheckedRow {
    const row: CheckedRow = { line, cells: {}, given: {}, errors: [] };
    const fail = (column: string, message: string) => row.errors.push({ column, message });
    for (let i = 0; i < this.#fields.length; i += 1) {
      const field = this.#fields[i];
      const found = (raw[i] ?? '').trim();
      if (!field || (!found && !wrong?.has(i))) continue;
      const guarded = GUARDED.test(found);
      const text = guarded ? found.slice(1) : found;
      row.cells[field] = text;
      const problem = wrong?.get(i) ?? problemOf(text, guarded, field === 'mobile' || field === 'phone');
      if (problem) fail(field, problem);
      else if (field === 'services') row.given.services = text;
      else this.#take(row, field, text);
    }
    if (raw.length > this.#fields.length && raw.slice(this.#fields.length).some((cell) => cell?.trim())) {
      fail(
        WHOLE_ROW,
        'Has more cells than the heading has columns: a cell with a delimiter in it must be in quotation marks.',
      );
    }
    this.#whose(row);
    return row;
  }

  #take(row: CheckedRow, field: Exclude<BulkField, 'services'>, text: string): void {
    const key = `${field} ${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) {
      row.given[field] = known;
      return;
    }
    const result = RULES[field].safeParse(text);
    if (!result.success) {
      row.errors.push({ column: field, message: result.error.issues[0]?.message ?? 'Is not right.' });
      return;
    }
    const value = field === 'email' ? canonicalAddress(result.data) : result.data;
    if (field !== 'email' && field !== 'reference' && this.#known.size < 10_000) this.#known.set(key, value);
    row.given[field] = value;
  }

  /** Whether it can be told who is meant, and that nobody is meant twice. */
  #whose({ line, given, errors }: CheckedRow): void {
    const { reference, email: address, firstName, lastName } = given;
    if (address) {
      const domain = domainOf(address);
      if (!this.#own.has(domain)) {
        errors.push({ column: 'email', message: outsideDomains(domain, this.#domains) });
      }
    }
    const keys = [
      ['reference', reference, 'The same reference is'],
      ['email', address?.toLowerCase(), 'The same address is'],
      [
        WHOLE_ROW,
        reference || address ? undefined : `${firstName ?? ''} ${lastName ?? ''}`.toLowerCase(),
        'The same name without an address is',
      ],
    ] as const;
    for (const [column, key, said] of keys) {
      if (!key) continue;
      const earlier = this.#lineOf.get(`${column} ${key}`);
      if (earlier === undefined) this.#lineOf.set(`${column} ${key}`, line);
      else errors.push({ column, message: `${said} in line ${earlier}.` });
    }
  }
}

function problemOf(text: string, guarded: boolean, number: boolean): string | undefined {
  if (text.length > LONGEST_CELL) return 'Is too long.';
  const unseen = UNSEEN.exec(text)?.[0];
  if (unseen) {
    const code = unseen.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `Holds a character that cannot be seen (U+${code}): type the cell again.`;
  }
  if (guarded || !FORMULA.test(text) || (number && NUMBER.test(text))) return undefined;
  return `Begins with ${text[0]} like a formula: write the text without it.`;
}
