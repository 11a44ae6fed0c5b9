import { newId } from '@steward/shared';
import { markedSql } from '../../../kernel/keyring.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { columnOf } from '../../../kernel/table.ts';
import type { ChosenCompany } from '../directory/index.ts';
import type { ChangeSetError, RowKind } from './change-set.entity.ts';
import { type CheckedRow, WHOLE_ROW } from './check-rows.ts';
import type { OfferedService } from './offered-services.ts';

/** What a row can change in the directory. */
export const PERSON_FIELDS = [
  'firstName',
  'lastName',
  'email',
  'mobile',
  'phone',
  'jobTitle',
  'department',
] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];
export type PersonValues = Record<PersonField, string | null>;

/** Someone who is in the directory. */
export interface Known extends PersonValues {
  id: string;
  status: string;
}

/** A row of the file as it will be kept. */
export interface ComparedRow {
  line: number;
  kind: RowKind;
  endUserId: string | null;
  values: PersonValues;
  was: PersonValues | null;
  changed: PersonField[];
  services: OfferedService[];
  /** As they stand in the file. */
  servicesSaid: string | null;
  errors: ChangeSetError[];
}

const NOTHING: PersonValues = {
  firstName: null,
  lastName: null,
  email: null,
  mobile: null,
  phone: null,
  jobTitle: null,
  department: null,
};

/** SQL: an end user `u` as JSON; what is sealed is opened on the way out. */
export const PERSON_JSON = `json_build_object('id', u.id, 'status', u.status, ${PERSON_FIELDS.map((field) =>
  field === 'mobile' || field === 'phone'
    ? `'${field}', ${markedSql(`u.${field}`, `end_user.${field}`, 'u.id')}`
    : `'${field}', u.${columnOf(field)}`,
).join(', ')})`;

/** What the directory knows of those whom the rows are about. */
interface Directory {
  byReference: ReadonlyMap<string, Known>;
  byAddress: ReadonlyMap<string, Known>;
  /** Names of people without an address. */
  nameless: ReadonlySet<string>;
  /** What each end user has, as `<end user> <product>`. */
  held: ReadonlySet<string>;
}

const nameOf = (first: string | null | undefined, last: string | null | undefined): string =>
  `${first ?? ''} ${last ?? ''}`.toLowerCase();

/** Rows compared between two turns of the event loop, with what the directory knows of them: memory holds no more of it. */
const AT_ONCE = 200;

/** Compares every row with the directory of the company: whom it adds, what it changes, what stays, what cannot be. [U2] */
export async function compare(
  scope: Scope,
  company: ChosenCompany,
  checked: readonly CheckedRow[],
  offered: ReadonlyMap<string, OfferedService> | null,
): Promise<ComparedRow[]> {
  const lineOf = new Map<string, number>();
  const compared: ComparedRow[] = [];
  for (let at = 0; at < checked.length; at += AT_ONCE) {
    const some = checked.slice(at, at + AT_ONCE);
    const directory = await readDirectory(scope, company.id, some, offered !== null);
    for (const row of some) compared.push(compareRow(row, directory, offered, lineOf));
  }
  return compared;
}

function compareRow(
  { line, cells, given, errors: found }: CheckedRow,
  directory: Directory,
  offered: ReadonlyMap<string, OfferedService> | null,
  lineOf: Map<string, number>,
): ComparedRow {
  const errors = [...found];
  const fail = (column: string, message: string) => {
    // The first thing that is wrong with a cell is the one to correct.
    if (!errors.some((error) => error.column === column)) errors.push({ column, message });
  };
  const services = given.services ? servicesOf(given.services, offered, fail) : [];
  const person = personOf(given, cells, directory, fail);
  if (person) {
    const earlier = lineOf.get(person.id);
    if (earlier !== undefined) {
      if (!found.length) fail(WHOLE_ROW, `The same end user is in line ${earlier}.`);
    } else lineOf.set(person.id, line);
  }
  if (!person && cells.reference === undefined) {
    for (const field of ['firstName', 'lastName'] as const) {
      if (cells[field] === undefined)
        fail(field, 'Must be filled in for somebody who is not in the directory yet.');
    }
  }
  const values = { ...(person ?? NOTHING) };
  for (const field of PERSON_FIELDS) {
    const value = given[field];
    if (value !== undefined && !(field === 'email' && person?.email)) values[field] = value;
  }
  const wanted = services.filter(({ id }) => !person || !directory.held.has(`${person.id} ${id}`));
  for (const { name, needsAddress } of wanted) {
    if (needsAddress && !values.email)
      fail('services', `${name} needs an e-mail address, which this row does not give.`);
  }
  if (wanted.length && person?.status === 'SUSPENDED') {
    fail('services', 'This end user is suspended and can be given no service.');
  }
  const servicesSaid = cells.services ?? null;
  if (errors.length) {
    const raw = Object.fromEntries(
      PERSON_FIELDS.map((field) => [field, cells[field]?.slice(0, SHOWN_CHARACTERS) ?? null]),
    ) as PersonValues;
    return {
      line,
      kind: 'WRONG',
      endUserId: null,
      values: raw,
      was: null,
      changed: [],
      services: [],
      servicesSaid,
      errors,
    };
  }
  if (!person) {
    const changed = PERSON_FIELDS.filter((field) => values[field] !== null);
    return {
      line,
      kind: 'ADD',
      endUserId: newId(),
      values,
      was: null,
      changed,
      services,
      servicesSaid,
      errors,
    };
  }
  const changed = PERSON_FIELDS.filter((field) => values[field] !== person[field]);
  const kind = changed.length || wanted.length ? 'CHANGE' : 'SAME';
  const was = Object.fromEntries(PERSON_FIELDS.map((field) => [field, person[field]])) as PersonValues;
  return { line, kind, endUserId: person.id, values, was, changed, services: wanted, servicesSaid, errors };
}

/** Characters of a wrong cell that are kept to be shown. */
const SHOWN_CHARACTERS = 200;

/** Whom the row means, by reference or address; undefined if it is somebody new. */
function personOf(
  given: CheckedRow['given'],
  cells: CheckedRow['cells'],
  { byReference, byAddress, nameless }: Directory,
  fail: (column: string, message: string) => void,
): Known | undefined {
  const byEmail = given.email ? byAddress.get(given.email.toLowerCase()) : undefined;
  if (cells.reference !== undefined) {
    if (!given.reference) return undefined;
    const person = byReference.get(given.reference);
    if (!person)
      fail('reference', 'No end user of this company has this reference. Leave it empty to add somebody.');
    else if (byEmail && byEmail.id !== person.id) fail('email', 'This address is somebody else’s.');
    else if (given.email && !byEmail && person.email) {
      fail('email', `Their address is ${person.email}: addresses are changed on the page of the end user.`);
    }
    return person;
  }
  if (byEmail) return byEmail;
  if (cells.email === undefined && given.firstName && nameless.has(nameOf(given.firstName, given.lastName))) {
    fail(
      WHOLE_ROW,
      'Somebody of this name without an address is in the directory already: give their reference, or an e-mail address.',
    );
  }
  return undefined;
}

function servicesOf(
  text: string,
  offered: ReadonlyMap<string, OfferedService> | null,
  fail: (column: string, message: string) => void,
): OfferedService[] {
  if (!offered) {
    fail('services', 'Your role does not allow you to order services: leave the column out.');
    return [];
  }
  const found = new Map<string, OfferedService>();
  for (const word of text.split(/[,;|\n]/)) {
    const key = word.trim().toLowerCase();
    if (!key) continue;
    const service = offered.get(key);
    if (!service) {
      const codes = [...new Set([...offered.values()].map(({ code }) => code))];
      const more = codes.length > 10 ? ' …' : '';
      fail(
        'services',
        `There is no service “${word.trim().slice(0, 40)}”. Offered: ${codes.slice(0, 10).join(', ')}${more}`,
      );
    } else if (!service.perUser) {
      fail('services', `${service.name} is for a company as a whole: order it on the company’s page.`);
    } else found.set(service.id, service);
  }
  return [...found.values()];
}

/**
 * Reads those whom the rows may mean, in a few statements. Addresses must be in the company's own domains, so that whoever has
 * one is among its end users; the domains lead to them by index, which `lower(address)` cannot under row security. "is true"
 * keeps the planner from making a join of it.
 */
async function readDirectory(
  scope: Scope,
  companyId: string,
  rows: readonly CheckedRow[],
  services: boolean,
): Promise<Directory> {
  const ask = async <T>(text: string, parameters: string[]): Promise<T[]> =>
    JSON.parse((await scope.json({ text, parameters, sealed: true })) ?? '[]') as T[];
  const references = rows.flatMap(({ given }) => given.reference ?? []);
  const addresses = rows.flatMap(({ given }) => given.email?.toLowerCase() ?? []);
  const names = rows.flatMap(({ given }) =>
    given.reference || given.email ? [] : [nameOf(given.firstName, given.lastName)],
  );
  const referred = references.length
    ? await ask<Known>(
        `select json_agg(${PERSON_JSON})::text from end_user u
          where u.company_id = $1 and u.id in (select g::uuid from jsonb_array_elements_text($2::jsonb) g)`,
        [companyId, JSON.stringify(references)],
      )
    : [];
  const addressed = addresses.length
    ? await ask<{ key: string; person: Known }>(
        `select json_agg(json_build_object('key', lower(a.address), 'person', ${PERSON_JSON}))::text
           from email_address a join end_user u on u.id = a.end_user_id
          where a.domain_id = any (array(select id from domain where company_id = $1))
            and (lower(a.address) in (select g from jsonb_array_elements_text($2::jsonb) g)) is true`,
        [companyId, JSON.stringify(addresses)],
      )
    : [];
  const nameless = names.length
    ? await scope.sql<{ name: string }>(
        `select u.first_key || ' ' || u.last_key as name from end_user u
          where u.company_id = $1 and u.email is null and u.first_key || ' ' || u.last_key = any ($2)`,
        [companyId, names],
      )
    : [];
  const byReference = new Map(referred.map((person) => [person.id, person]));
  const byAddress = new Map(addressed.map(({ key, person }) => [key, person]));
  const ids = [...byReference.keys(), ...[...byAddress.values()].map(({ id }) => id)];
  const held =
    services && ids.length
      ? await scope.sql<{ key: string }>(
          `select end_user_id || ' ' || product_id as key from subscription
            where end_user_id = any ($1::uuid[]) and state not in ('ENDING', 'ENDED')`,
          [ids],
        )
      : [];
  return {
    byReference,
    byAddress,
    nameless: new Set(nameless.map(({ name }) => name)),
    held: new Set(held.map(({ key }) => key)),
  };
}
