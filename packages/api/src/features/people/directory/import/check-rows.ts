import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { canonicalAddress, domainOf } from '../domain-name.ts';
import { type CompanyDomains, outsideDomains } from '../email-allocation.ts';
import type { ImportError } from '../end-user-import.entity.ts';
import { endUserRules } from '../end-user-rules.ts';
import type { UserField } from './heading.ts';
import type { UserFileRow } from './user-file.ts';

const rules = z.object(endUserRules());

/** A row as it will be written: numbers as E.164, the address with its domain in the one form. */
export type AcceptedUser = z.infer<typeof rules>;

export interface CheckedRow {
  line: number;
  /** What the preview shows: the values to be written, or the cells as they stand in the file if any is wrong. */
  cells: Record<UserField, string>;
  user: AcceptedUser;
  errors: ImportError[];
}

/** Rows checked between two turns of the event loop: some 5 ms. */
const AT_ONCE = 50;

/** The name that errors about a whole row, not about one of its cells, go by. */
const WHOLE_ROW = 'row';

/**
 * Checks every row with the rules of a single end user, that its address is in a domain that the company has proved, and that
 * no earlier row of the file has the same. Which addresses are allocated already is for the database to say. [U2]
 */
export async function checkRows(
  rows: readonly UserFileRow[],
  domains: CompanyDomains,
): Promise<CheckedRow[]> {
  const own = new Set(domains.proved);
  const lineOf = new Map<string, number>();
  const checked: CheckedRow[] = [];
  for (const row of rows) {
    if (checked.length % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const { user, errors } = checkCells(row);
    if (user.email) {
      const domain = domainOf(user.email);
      const reason = !own.has(domain)
        ? outsideDomains(domain, domains)
        : repeated(lineOf, user.email, row.line);
      if (reason) errors.push({ column: 'email', message: reason });
    }
    checked.push({ line: row.line, cells: errors.length ? row.cells : written(user), user, errors });
  }
  return checked;
}

function checkCells({ cells, surplus }: UserFileRow): Pick<CheckedRow, 'user' | 'errors'> {
  const result = rules.safeParse(cells);
  const errors: ImportError[] = [];
  for (const { path, message } of result.error?.issues ?? []) {
    const column = String(path[0]);
    if (!errors.some((error) => error.column === column)) errors.push({ column, message });
  }
  if (surplus) {
    const message =
      'Has more cells than the heading has columns: a cell with a delimiter in it must be in quotation marks.';
    errors.push({ column: WHOLE_ROW, message });
  }
  const user = result.data ?? { ...NOBODY, email: rules.shape.email.safeParse(cells.email).data ?? null };
  return { user: { ...user, email: user.email && canonicalAddress(user.email) }, errors };
}

/** Stands in for a row that cannot be written; its address is still compared with the others. */
const NOBODY = { firstName: '', lastName: '', mobile: null, phone: null, jobTitle: null, department: null };

function repeated(lineOf: Map<string, number>, email: string, line: number): string | null {
  const key = email.toLowerCase();
  const earlier = lineOf.get(key);
  if (earlier === undefined) lineOf.set(key, line);
  return earlier === undefined ? null : `The same address is in line ${earlier}.`;
}

const written = (user: AcceptedUser): Record<UserField, string> => ({
  ...user,
  email: user.email ?? '',
  mobile: user.mobile ?? '',
  phone: user.phone ?? '',
  jobTitle: user.jobTitle ?? '',
  department: user.department ?? '',
});
