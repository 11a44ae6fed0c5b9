import { id, line, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { bytes, input, nested, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { type ChosenCompany, chosenCompany, domainsOf } from '../directory/index.ts';
import { ChangeSetRow, type RowKind, type RowOutcome } from './change-set.entity.ts';
import { checkRows } from './check-rows.ts';
import { type ComparedRow, compare, PERSON_FIELDS, type PersonField } from './compare.ts';
import {
  BulkField,
  type BulkField as Field,
  plain,
  proposed,
  type Remembered,
  shown,
} from './file/columns.ts';
import { openSheet } from './file/sheet.ts';
import { offeredServices } from './offered-services.ts';
import { who } from '../identity/index.ts';

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
    };
  },
  async call({ domains, remembered }, { content, columns }) {
    const { titles, rows } = await openSheet(content);
    const fields = columns ? chosen(titles, columns) : proposed(titles, remembered);
    assertEnough(titles, fields, columns ? 'columns' : 'file');
    return { titles, fields, checked: await checkRows(rows, fields, domains) };
  },
  async settle(scope, { company }, { titles, fields, checked }, { fileName }) {
    const { actor } = scope;
    const mayOrder = actor.kind !== 'member' || actor.permissions.has('SUBSCRIPTION_WRITE');
    const offered = fields.includes('services') && mayOrder ? await offeredServices(scope, company) : null;
    const rows = await compare(scope, company, checked, offered);
    await remember(scope, company, titles, fields);
    const changeSetId = await keep(scope, company, fileName, rows, unknownOf(titles, fields));
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

const unknownOf = (titles: readonly string[], fields: readonly (Field | null)[]): string[] =>
  titles.filter((title, i) => title && !fields[i]).map(shown);

function chosen(
  titles: readonly string[],
  columns: readonly { column: number; field: Field }[],
): (Field | null)[] {
  const fields: (Field | null)[] = titles.map(() => null);
  for (const { column, field } of columns) {
    if (column >= titles.length) throw invalid('columns', `The file has ${titles.length} columns.`);
    if (fields.includes(field) || fields[column])
      throw invalid('columns', 'Every column means one thing, and nothing stands in two columns.');
    fields[column] = field;
  }
  return fields;
}

/** Without a name, an address or a reference nobody can be told. */
function assertEnough(titles: readonly string[], fields: readonly (Field | null)[], path: string): void {
  const has = (field: Field) => fields.includes(field);
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
  fields: readonly (Field | null)[],
): Promise<void> {
  const meant = titles.flatMap((title, i) => {
    const key = plain(title);
    return key && key.length <= 60 ? [[key, fields[i] ?? null] as const] : [];
  });
  await scope.sql(
    `insert into bulk_change_policy (id, reseller_id, company_id, columns) values ($1, $2, $3, $4)
       on conflict (company_id) do update set columns = bulk_change_policy.columns || excluded.columns
         where octet_length(bulk_change_policy.columns::text) < 100000`,
    [newId(), resellerId, companyId, JSON.stringify(Object.fromEntries(meant))],
  );
}

/** Writes the change-set and its rows, and returns its id. */
async function keep(
  scope: Scope,
  company: ChosenCompany,
  fileName: string,
  rows: readonly ComparedRow[],
  unknownColumns: readonly string[],
): Promise<string> {
  const changeSetId = newId();
  const count = (kind: ComparedRow['kind']) => rows.filter((row) => row.kind === kind).length;
  const services = rows.flatMap((row) => row.services);
  const by = await who(scope);
  await scope.sql(
    `insert into change_set (id, reseller_id, company_id, file_name, state, unknown_columns, row_count, add_count, change_count,
        same_count, error_count, service_count, monthly_minor, currency, submitted_by, submitted_by_person, submitted_by_name,
        created_at)
      values ($1, $2, $3, $4, 'PREVIEW', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      changeSetId,
      company.resellerId,
      company.id,
      fileName,
      unknownColumns,
      rows.length,
      count('ADD'),
      count('CHANGE'),
      count('SAME'),
      count('WRONG'),
      services.length,
      services.reduce((sum, { retailMinor }) => sum + retailMinor, 0),
      services[0]?.currency ?? 'GBP',
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
  const { line: position, kind, endUserId, values, was, changed, services, servicesSaid, errors } = row;
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
    services: services.length ? services.map(({ code }) => code).join(', ') : servicesSaid,
    productIds: services.map(({ id: productId }) => productId),
    changed,
    errors,
  };
}

const INSERT_ROWS = `
  insert into change_set_row (id, reseller_id, company_id, change_set_id, line, kind, outcome, end_user_id, first_name, last_name,
      email, mobile, phone, job_title, department, was_first_name, was_last_name, was_email, was_mobile, was_phone, was_job_title,
      was_department, services, product_ids, changed, errors)
    select id, $2, $3, $4, line, kind, outcome, "endUserId", "firstName", "lastName", email, mobile, phone, "jobTitle", department,
        "wasFirstName", "wasLastName", "wasEmail", "wasMobile", "wasPhone", "wasJobTitle", "wasDepartment", services,
        "productIds", changed, errors
      from jsonb_to_recordset($1) r (id uuid, line int, kind text, outcome text, "endUserId" uuid, "firstName" text,
        "lastName" text, email text, mobile text, phone text, "jobTitle" text, department text, "wasFirstName" text,
        "wasLastName" text, "wasEmail" text, "wasMobile" text, "wasPhone" text, "wasJobTitle" text, "wasDepartment" text,
        services text, "productIds" text[], changed text[], errors jsonb)`;
