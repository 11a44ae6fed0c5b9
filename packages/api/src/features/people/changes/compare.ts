import { addDays, localDate, newId } from '@steward/shared';
import { markedSql } from '../../../kernel/keyring.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { columnOf } from '../../../kernel/table.ts';
import type { ChosenCompany } from '../directory/index.ts';
import type { ChangeSetError, RowKind } from './change-set.entity.ts';
import { type CheckedRow, WHOLE_ROW } from './check-rows.ts';
import { unfitRows } from './judge-services.ts';
import type { Service, Services } from './offered-services.ts';

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
  /** Nobody changes anything of them ([D3]). */
  restricted: boolean;
}

/** What is said where a row would change somebody whose data is restricted. */
export const RESTRICTED =
  'The data of this end user is restricted: nothing of it is changed until the restriction is lifted.';

/** A row of the file as it will be kept. */
export interface ComparedRow {
  line: number;
  kind: RowKind;
  endUserId: string | null;
  values: PersonValues;
  was: PersonValues | null;
  changed: PersonField[];
  /** Those that it orders, and those that it ends. */
  services: Service[];
  ending: Held[];
  /** As they stand in the file, of a row that is wrong. */
  servicesSaid: string | null;
  endingSaid: string | null;
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
export const PERSON_JSON = `json_build_object('id', u.id, 'status', u.status, 'restricted', u.restricted_at is not null, ${PERSON_FIELDS.map(
  (field) =>
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
  /** What each end user has, by product. */
  held: ReadonlyMap<string, ReadonlyMap<string, Held>>;
}

/** A service that somebody has. */
export interface Held {
  subscriptionId: string;
  endUserId: string;
  productId: string;
  code: string;
  name: string;
  endsOn: string | null;
  /** What it is part of, and begins and ends with. */
  partOf: string | null;
  /** What the company pays for it per month. */
  monthlyMinor: number;
}

const NONE_HELD: ReadonlyMap<string, Held> = new Map();

const nameOf = (first: string | null | undefined, last: string | null | undefined): string =>
  `${first ?? ''} ${last ?? ''}`.toLowerCase();

/** Rows compared between two turns of the event loop, with what the directory knows of them: memory holds no more of it. */
const AT_ONCE = 200;

/** Compares every row with the directory of the company: whom it adds, what it changes, what stays, what cannot be. [U2] */
export async function compare(
  scope: Scope,
  company: ChosenCompany,
  checked: readonly CheckedRow[],
  services: Services | null,
): Promise<ComparedRow[]> {
  const tomorrow = addDays(localDate(scope.now), 1);
  const lineOf = new Map<string, number>();
  const compared: ComparedRow[] = [];
  for (let at = 0; at < checked.length; at += AT_ONCE) {
    const some = checked.slice(at, at + AT_ONCE);
    const directory = await readDirectory(scope, company.id, some, services !== null);
    const rows = some.map((row) => compareRow(row, directory, services, lineOf, tomorrow));
    compared.push(...(await fitting(scope, company, some, rows)));
  }
  return compared;
}

/** Rows with services that cannot be as they are wanted are wrong. */
async function fitting(
  scope: Scope,
  company: ChosenCompany,
  checked: readonly CheckedRow[],
  rows: readonly ComparedRow[],
): Promise<ComparedRow[]> {
  const unfit = await unfitRows(
    scope,
    company,
    rows.flatMap(({ line, endUserId, values, services, ending }) =>
      endUserId === null
        ? []
        : {
            key: `${line}`,
            endUserId,
            person: `${values.firstName} ${values.lastName}`,
            begin: services.map(({ id }) => id),
            end: ending,
          },
    ),
  );
  return rows.map((row, i) => {
    const wrong = unfit.get(`${row.line}`);
    return wrong ? wrongRow(checked[i] as CheckedRow, [wrong]) : row;
  });
}

function compareRow(
  row: CheckedRow,
  directory: Directory,
  offered: Services | null,
  lineOf: Map<string, number>,
  tomorrow: string,
): ComparedRow {
  const { line, cells, given, errors: found } = row;
  const errors = [...found];
  const fail = (column: string, message: string) => {
    // The first thing that is wrong with a cell is the one to correct.
    if (!errors.some((error) => error.column === column)) errors.push({ column, message });
  };
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
    else if (row.emptied?.includes(field)) values[field] = null;
  }
  const held = (person && directory.held.get(person.id)) ?? NONE_HELD;
  const { begun: wanted, ending } = servicesOf(row, held, offered, tomorrow, fail);
  for (const { name, needsAddress } of wanted) {
    if (needsAddress && !values.email)
      fail('services', `${name} needs an e-mail address, which this row does not give.`);
  }
  if (wanted.length && person?.status === 'SUSPENDED') {
    fail('services', 'This end user is suspended and can be given no service.');
  }
  if (errors.length) return wrongRow(row, errors);
  const said = { servicesSaid: null, endingSaid: null };
  if (!person) {
    const changed = PERSON_FIELDS.filter((field) => values[field] !== null);
    return {
      line,
      kind: 'ADD',
      endUserId: newId(),
      values,
      was: null,
      changed,
      services: wanted,
      ending,
      ...said,
      errors,
    };
  }
  const changed = PERSON_FIELDS.filter((field) => values[field] !== person[field]);
  const kind = changed.length || wanted.length || ending.length ? 'CHANGE' : 'SAME';
  if (kind === 'CHANGE' && person.restricted)
    return wrongRow(row, [{ column: WHOLE_ROW, message: RESTRICTED }]);
  const was = Object.fromEntries(PERSON_FIELDS.map((field) => [field, person[field]])) as PersonValues;
  return {
    line,
    kind,
    endUserId: person.id,
    values,
    was,
    changed,
    services: wanted,
    ending,
    ...said,
    errors,
  };
}

/** A row that nothing can be done with, as it stands in the file. */
function wrongRow({ line, cells }: CheckedRow, errors: ChangeSetError[]): ComparedRow {
  const said = [cells.services ?? cells.allServices ?? null, cells.endServices ?? null] as const;
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
    ending: [],
    servicesSaid: said[0]?.slice(0, SHOWN_CHARACTERS) ?? null,
    endingSaid: said[1]?.slice(0, SHOWN_CHARACTERS) ?? null,
    errors,
  };
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

type Fail = (column: string, message: string) => void;

/**
 * What a row begins and what it ends, of what somebody has. A column may name what begins, what ends, or all that somebody is
 * to have, and a column for one service says yes or no; what a row says twice over must agree.
 */
function servicesOf(
  { given, wishes }: CheckedRow,
  held: ReadonlyMap<string, Held>,
  services: Services | null,
  tomorrow: string,
  fail: Fail,
): { begun: Service[]; ending: Held[] } {
  const { services: begin, endServices: end, allServices: all } = given;
  if (begin === undefined && end === undefined && all === undefined && !wishes)
    return { begun: [], ending: [] };
  if (!services) {
    const column = begin !== undefined ? 'services' : end !== undefined ? 'endServices' : 'allServices';
    fail(
      wishes ? 'service' : column,
      'You may not order or end services of this company: leave the column out.',
    );
    return { begun: [], ending: [] };
  }
  const wished = (has: boolean): Service[] =>
    (wishes ?? []).flatMap((wish) => (wish.has === has && services.byId.get(wish.productId)) || []);
  const whole = all === undefined ? undefined : named('allServices', all, services, fail);
  const wanted = new Map(
    [...named('services', begin ?? '', services, fail), ...(whole ?? []), ...wished(true)].map((service) => [
      service.id,
      service,
    ]),
  );
  const unwanted = new Set(
    [...named('endServices', end ?? '', services, fail), ...wished(false)].map(({ id }) => id),
  );
  for (const { id, name } of wanted.values())
    if (unwanted.has(id)) fail('services', `The row says both that they have ${name} and that it ends.`);
  const begun = [...wanted.values()].filter(({ id }) => !held.has(id));
  for (const { name, active } of begun) if (!active) fail('services', `${name} is not sold any more.`);
  for (const { productId, name, partOf } of held.values())
    if (partOf && unwanted.has(productId))
      fail('services', `${name} is part of ${partOf}: end that instead.`);
  const ending = [...held.values()].filter(
    ({ productId, endsOn, partOf }) =>
      partOf === null &&
      (unwanted.has(productId) || (whole && !wanted.has(productId))) &&
      (endsOn === null || endsOn > tomorrow),
  );
  return { begun, ending };
}

/** The services that a cell names, each once. */
function named(column: string, text: string, services: Services, fail: Fail): Service[] {
  const found = new Map<string, Service>();
  for (const word of text.split(/[,;|\n]/)) {
    const key = word.trim().toLowerCase();
    if (!key) continue;
    const service = services.byWord.get(key);
    if (!service) {
      const codes = [...new Set([...services.byTitle.values()])].flatMap(
        (id) => services.byId.get(id)?.code ?? [],
      );
      const more = codes.length > 10 ? ' …' : '';
      fail(
        column,
        `There is no service “${word.trim().slice(0, 40)}”. Offered: ${codes.toSorted().slice(0, 10).join(', ')}${more}`,
      );
    } else if (!service.perUser) {
      fail(
        column,
        `${service.name} is for a company as a whole: order it, or end it, on the company’s page.`,
      );
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
      ? await scope.sql<Held>(
          `select s.id as "subscriptionId", s.end_user_id as "endUserId", s.product_id as "productId", p.code, p.name,
              s.ends_on::text as "endsOn",
              (select b.name from subscription h join product b on b.id = h.product_id where h.id = s.part_of_id) as "partOf",
              (s.retail_minor::bigint * s.quantity)::float8 as "monthlyMinor"
             from subscription s join product p on p.id = s.product_id
            where s.end_user_id = any ($1::uuid[]) and s.state not in ('ENDING', 'ENDED') order by p.code`,
          [ids],
        )
      : [];
  const heldBy = new Map<string, Map<string, Held>>();
  for (const one of held)
    heldBy.set(one.endUserId, (heldBy.get(one.endUserId) ?? new Map()).set(one.productId, one));
  return {
    byReference,
    byAddress,
    nameless: new Set(nameless.map(({ name }) => name)),
    held: heldBy,
  };
}
