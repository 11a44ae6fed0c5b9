import { setImmediate } from 'node:timers/promises';
import { email, id, line, name, phone } from '@steward/shared';
import type { z } from 'zod';
import { type CompanyDomains, canonicalAddress, domainOf, outsideDomains } from '../directory/index.ts';
import type { ChangeSetError } from './change-set.entity.ts';
import type { BulkField, Meaning } from './file/columns.ts';
import { LONGEST_CELL } from './file/limits.ts';
import type { SheetRow } from './file/sheet.ts';

export interface CheckedRow {
  line: number;
  /** The cells as they stand in the file, of the columns that mean something. */
  cells: Partial<Record<BulkField, string>>;
  /** What the cells say in the form in which it is kept; what is blank is not there. */
  given: Partial<Record<BulkField, string>>;
  /** Fields that a blank cell empties. */
  emptied?: BulkField[];
  /** What columns for one service each say: whether to have it. */
  wishes?: { productId: string; has: boolean }[];
  errors: ChangeSetError[];
}

/** Rows checked between two turns of the event loop: some 5 ms. */
const AT_ONCE = 200;

/** The name that errors about a whole row, not about one of its cells, go by. */
export const WHOLE_ROW = 'row';

/** Columns about services: what they say is compared with what is sold, and with what somebody has. */
const SERVICES: ReadonlySet<BulkField> = new Set(['services', 'endServices', 'allServices', 'service']);
type PlainField = Exclude<BulkField, 'services' | 'endServices' | 'allServices' | 'service'>;

const YES = /^(yes|y|true|1|x|on|✓|✔)$/i;
const NO = /^(no|n|false|0|off)$/i;

const RULES: Record<PlainField, z.ZodType<string>> = {
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
  columns: readonly (Meaning | null)[],
  domains: CompanyDomains,
): Promise<CheckedRow[]> {
  const check = new Checker(columns, domains);
  const checked: CheckedRow[] = [];
  for await (const row of rows) {
    if (checked.length % AT_ONCE === AT_ONCE - 1) await setImmediate();
    checked.push(check.row(row));
  }
  return checked;
}

class Checker {
  readonly #columns: readonly (Meaning | null)[];
  readonly #domains: CompanyDomains;
  readonly #own: ReadonlySet<string>;
  /** In which line a person stands already, by what tells people apart. */
  readonly #lineOf = new Map<string, number>();
  /** What rules have said of texts that come again and again, such as departments. */
  readonly #known = new Map<string, string>();

  constructor(columns: readonly (Meaning | null)[], domains: CompanyDomains) {
    this.#columns = columns;
    this.#domains = domains;
    this.#own = new Set(domains.proved);
  }

  row({ line, cells: raw, wrong }: SheetRow): CheckedRow {
    const row: CheckedRow = { line, cells: {}, given: {}, errors: [] };
    const fail = (column: string, message: string) => row.errors.push({ column, message });
    for (let i = 0; i < this.#columns.length; i += 1) {
      const column = this.#columns[i];
      if (!column) continue;
      const { field } = column;
      const found = (raw[i] ?? '').trim();
      if (!found && !wrong?.has(i)) {
        if (column.empties) empty(row, column);
        continue;
      }
      const guarded = GUARDED.test(found);
      const text = guarded ? found.slice(1) : found;
      row.cells[field] = text;
      const problem = wrong?.get(i) ?? problemOf(text, guarded, field === 'mobile' || field === 'phone');
      if (problem) fail(field, problem);
      else if (column.productId !== undefined) {
        const has = YES.test(text);
        if (has || NO.test(text)) wish(row, column.productId, has);
        else fail(field, 'A column for one service says yes or no in each cell, or nothing.');
      } else if (SERVICES.has(field)) row.given[field] = text;
      else this.#take(row, field as PlainField, text);
    }
    if (raw.length > this.#columns.length && raw.slice(this.#columns.length).some((cell) => cell?.trim())) {
      fail(
        WHOLE_ROW,
        'Has more cells than the heading has columns: a cell with a delimiter in it must be in quotation marks.',
      );
    }
    this.#whose(row);
    return row;
  }

  #take(row: CheckedRow, field: PlainField, text: string): void {
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

/** What a blank cell does where it is to empty what there is. */
function empty(row: CheckedRow, { field, productId }: Meaning): void {
  if (productId !== undefined) wish(row, productId, false);
  else if (field === 'allServices') row.given.allServices = '';
  else {
    row.emptied ??= [];
    row.emptied.push(field);
  }
}

function wish(row: CheckedRow, productId: string, has: boolean): void {
  row.wishes ??= [];
  row.wishes.push({ productId, has });
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
