import { id, line, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { bytes, input, nested, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { paidIn } from '../../platform/tenancy/index.ts';
import { type ChosenCompany, chosenCompany, domainsOf } from '../directory/index.ts';
import { who } from '../identity/index.ts';
import { ChangeSetRow, type RowKind, type RowOutcome } from './change-set.entity.ts';
import { checkRows } from './check-rows.ts';
import { type ComparedRow, compare, PERSON_FIELDS, type PersonField } from './compare.ts';
import {
  BlankCell,
  BulkField,
  canBeEmptied,
  type BulkField as Field,
  type Meaning,
  memorable,
  plain,
  proposed,
  type Remembered,
  shown,
  whatOf,
} from './file/columns.ts';
import { openSheet } from './file/sheet.ts';
import { type Services, servicesFor } from './offered-services.ts';

/** Rows of one statement. */
const AT_ONCE = 200;

const column = nested(
  'BulkColumnInput',
  z.object({
    column: z
      .number()
      .int()
      .min(0, 'Must be the number of a column, from 0.')
      .max(99, 'Must be the number of a column, up to 99.'),
    field: oneOf(BulkField),
    blank: oneOf(BlankCell).nullish(),
    productId: optional(id()),
  }),
);

/**
 * Reads a file of people, compares it with the directory and keeps it as a change-set: nothing is changed before it is
 * confirmed. The file is read outside any transaction, for that takes time and needs none. [U2]
 */
export const previewBulkChange = outsideVerb({
  name: 'previewBulkChange',
  permission: 'END_USER_WRITE',
  description:
    'What a CSV or XLSX file (base64) would change in the directory; larger files go to POST /bulk-changes. Without columns they are understood by their titles.',
  input: input('PreviewBulkChangeInput', {
    companyId: optional(id()),
    fileName: line(200),
    content: bytes(),
    columns: z.array(column).max(100, 'May have at most 100 columns.').nullish(),
  }),
  async plan(scope, { companyId }) {
    const company = await chosenCompany(scope, companyId);
    return {
      company,
      domains: await domainsOf(scope, company.id),
      remembered: await rememberedOf(scope, company),
      services: await servicesFor(scope, company),
    };
  },
  async call({ domains, remembered, services }, { content, columns }) {
    const { titles, rows } = await openSheet(content);
    const meant = columns
      ? chosen(titles, columns, services)
      : proposed(titles, remembered, services?.byTitle ?? new Map());
    assertEnough(titles, meant, columns ? 'columns' : 'file');
    return { titles, meant, checked: await checkRows(rows, meant, domains) };
  },
  async settle(scope, { company, services }, { titles, meant, checked }, { fileName }) {
    const rows = await compare(scope, company, checked, meant.some(isAboutServices) ? services : null);
    await remember(scope, company, titles, meant);
    const changeSetId = await keep(scope, company, fileName, rows, {
      unknown: unknownOf(titles, meant),
      emptying: titles.filter((_title, i) => meant[i]?.empties).map(shown),
    });
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    return { result: changeSetId, subject: { type: 'ChangeSet', id: changeSetId, ...tenancy } };
  },
});

/** What the company's columns meant the last time. */
export async function rememberedOf(scope: Scope, company: ChosenCompany): Promise<Remembered> {
  const [row] = await scope.sql<{ columns: Remembered }>(
    'select columns from bulk_change_policy where company_id = $1',
    [company.id],
  );
  return row?.columns ?? {};
}

const unknownOf = (titles: readonly string[], meant: readonly (Meaning | null)[]): string[] =>
  titles.filter((title, i) => title && !meant[i]).map(shown);

const isAboutServices = (meaning: Meaning | null): boolean =>
  meaning !== null && ['services', 'endServices', 'allServices', 'service'].includes(meaning.field);

function chosen(
  titles: readonly string[],
  columns: readonly {
    column: number;
    field: Field;
    blank?: BlankCell | null | undefined;
    productId: string | null;
  }[],
  services: Services | null,
): (Meaning | null)[] {
  const meant: (Meaning | null)[] = titles.map(() => null);
  const taken = new Set<string>();
  columns.forEach(({ column, field, blank, productId }, i) => {
    const meaning: Meaning = {
      field,
      ...(productId !== null && { productId }),
      ...(blank === 'empty' && { empties: true }),
    };
    if (column >= titles.length) throw invalid('columns', `The file has ${titles.length} columns.`);
    if (taken.has(whatOf(meaning)) || meant[column])
      throw invalid('columns', 'Every column means one thing, and nothing stands in two columns.');
    if ((field === 'service') !== (productId !== null))
      throw invalid(
        `columns.${i}.productId`,
        field === 'service' ? 'Must name the service of this column.' : 'Is for a column of one service.',
      );
    if (productId !== null && services && !services.byId.get(productId)?.perUser)
      throw invalid(`columns.${i}.productId`, 'Must be a service for single end users.');
    if (meaning.empties && !canBeEmptied(field))
      throw invalid(
        `columns.${i}.blank`,
        'Must be LEAVE: there is nothing that a blank cell here could empty.',
      );
    taken.add(whatOf(meaning));
    meant[column] = meaning;
  });
  return meant;
}

/** Without a name, an address or a reference nobody can be told. */
function assertEnough(titles: readonly string[], meant: readonly (Meaning | null)[], path: string): void {
  const has = (field: Field) => meant.some((meaning) => meaning?.field === field);
  if (has('email') || has('reference') || (has('firstName') && has('lastName'))) return;
  const found = titles.filter(Boolean).slice(0, 10).map(shown).join(', ');
  throw invalid(
    path,
    `A column must say whom each row is about: “E-mail”, “Reference”, or “First name” and “Last name”. Found: ${found || 'none'}.`,
  );
}

async function remember(
  scope: Scope,
  { id: companyId, resellerId }: ChosenCompany,
  titles: readonly string[],
  meant: readonly (Meaning | null)[],
): Promise<void> {
  const remembered = titles.flatMap((title, i) => {
    const key = plain(title);
    return key && key.length <= 60 ? [[key, memorable(meant[i] ?? null)] as const] : [];
  });
  await scope.sql(
    `insert into bulk_change_policy (id, reseller_id, company_id, columns) values ($1, $2, $3, $4)
       on conflict (company_id) do update set columns = bulk_change_policy.columns || excluded.columns
         where octet_length(bulk_change_policy.columns::text) < 100000`,
    [newId(), resellerId, companyId, JSON.stringify(Object.fromEntries(remembered))],
  );
}

/** Writes the change-set and its rows, and returns its id. */
async function keep(
  scope: Scope,
  company: ChosenCompany,
  fileName: string,
  rows: readonly ComparedRow[],
  columns: { unknown: readonly string[]; emptying: readonly string[] },
): Promise<string> {
  const changeSetId = newId();
  const count = (kind: ComparedRow['kind']) => rows.filter((row) => row.kind === kind).length;
  const services = rows.flatMap((row) => row.services);
  const ending = rows.flatMap((row) => row.ending);
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  const saved = sum(ending.map(({ monthlyMinor }) => monthlyMinor));
  const emptied = sum(
    rows.map(({ was, values, changed }) =>
      was ? changed.filter((field) => values[field] === null).length : 0,
    ),
  );
  const by = await who(scope);
  const { currency } = await paidIn(scope, company.id);
  await scope.sql(
    `insert into change_set (id, reseller_id, company_id, file_name, state, unknown_columns, row_count, add_count, change_count,
        same_count, error_count, service_count, end_count, monthly_minor, end_minor, empty_count, emptying, currency, submitted_by, submitted_by_person, submitted_by_name,
        created_at)
      values ($1, $2, $3, $4, 'PREVIEW', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      changeSetId,
      company.resellerId,
      company.id,
      fileName,
      columns.unknown,
      rows.length,
      count('ADD'),
      count('CHANGE'),
      count('SAME'),
      count('WRONG'),
      services.length,
      ending.length,
      sum(services.map(({ retailMinor }) => retailMinor ?? 0)) - saved,
      saved,
      emptied,
      columns.emptying,
      currency,
      by.membershipId,
      by.personId,
      by.name,
      scope.now,
    ],
  );
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const part = rows.slice(at, at + AT_ONCE).map((row) => draft(row, company, changeSetId));
    await scope.sql(INSERT_ROWS, [
      JSON.stringify(await scope.sealed(ChangeSetRow, part)),
      company.resellerId,
      company.id,
      changeSetId,
    ]);
  }
  return changeSetId;
}

/** How a row begins: what is wrong is never applied. */
const OUTCOMES: Record<RowKind, RowOutcome> = {
  ADD: 'WAITING',
  CHANGE: 'WAITING',
  SAME: 'NONE',
  WRONG: 'REFUSED',
};

/** Of somebody who is there already only the name, the address and what changes is kept. */
const ALWAYS: readonly PersonField[] = ['firstName', 'lastName', 'email'];

function draft(row: ComparedRow, company: ChosenCompany, changeSetId: string) {
  const { line: position, kind, endUserId, values, was, changed, services, ending, errors } = row;
  const kept: Record<string, string | null> = {};
  for (const field of PERSON_FIELDS) {
    const changes = changed.includes(field);
    kept[field] = !was || changes || ALWAYS.includes(field) ? values[field] : null;
    if (was && changes) kept[`was${field[0]?.toUpperCase()}${field.slice(1)}`] = was[field];
  }
  return {
    id: newId(),
    resellerId: company.resellerId,
    companyId: company.id,
    changeSetId,
    line: position,
    kind,
    outcome: OUTCOMES[kind],
    endUserId,
    ...kept,
    services: codesOf(services) ?? row.servicesSaid,
    endingServices: codesOf(ending) ?? row.endingSaid,
    productIds: services.map(({ id: productId }) => productId),
    endingIds: ending.map(({ subscriptionId }) => subscriptionId),
    changed,
    errors,
  };
}

const codesOf = (services: readonly { code: string }[]): string | null =>
  services.map(({ code }) => code).join(', ') || null;

const INSERT_ROWS = `
  insert into change_set_row (id, reseller_id, company_id, change_set_id, line, kind, outcome, end_user_id, first_name, last_name,
      email, mobile, phone, job_title, department, was_first_name, was_last_name, was_email, was_mobile, was_phone, was_job_title,
      was_department, services, product_ids, ending_services, ending_ids, changed, errors)
    select id, $2, $3, $4, line, kind, outcome, "endUserId", "firstName", "lastName", email, mobile, phone, "jobTitle", department,
        "wasFirstName", "wasLastName", "wasEmail", "wasMobile", "wasPhone", "wasJobTitle", "wasDepartment", services,
        "productIds", "endingServices", "endingIds", changed, errors
      from jsonb_to_recordset($1) r (id uuid, line int, kind text, outcome text, "endUserId" uuid, "firstName" text,
        "lastName" text, email text, mobile text, phone text, "jobTitle" text, department text, "wasFirstName" text,
        "wasLastName" text, "wasEmail" text, "wasMobile" text, "wasPhone" text, "wasJobTitle" text, "wasDepartment" text,
        services text, "productIds" text[], "endingServices" text, "endingIds" text[], changed text[], errors jsonb)`;
