import { markedSql } from '../../../kernel/keyring.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { columnOf } from '../../../kernel/table.ts';
import type { RunOut } from '../../trade/subscriptions/index.ts';
import type { RowKind, RowOutcome } from './change-set.entity.ts';
import { type Known, PERSON_FIELDS, PERSON_JSON, type PersonField, type PersonValues } from './compare.ts';

/** Rows of one commit. */
export const BATCH = 1_000;

/** A row of a change-set that there is something to do with, its numbers opened. */
export interface BatchRow {
  id: string;
  line: number;
  kind: RowKind;
  endUserId: string;
  changed: PersonField[];
  productIds: string[];
  subscriptionIds: string[];
  /** Subscriptions that it ends, and how those were that it has ended. */
  endingIds: string[];
  ended: RunOut[];
  values: PersonValues;
  was: PersonValues;
}

/** What became of a row, and why if it is not what was wanted. */
export interface RowResult {
  id: string;
  outcome: RowOutcome;
  reason: string | null;
  subscriptionIds?: string[];
  ended?: RunOut[];
}

const valuesJson = (prefix: string): string =>
  `json_build_object(${PERSON_FIELDS.map((field) => {
    const column = `${prefix}${columnOf(field)}`;
    const sealed = field === 'mobile' || field === 'phone';
    return `'${field}', ${sealed ? markedSql(`r.${column}`, `change_set_row.${column}`, 'r.id') : `r.${column}`}`;
  }).join(', ')})`;

/** SQL: the values that a row of a change-set `r` gives, as JSON; what is sealed is opened on the way out. */
export const VALUES_JSON = valuesJson('');

const ROWS = `select json_agg(json_build_object('id', r.id, 'line', r.line, 'kind', r.kind, 'endUserId', r.end_user_id,
    'changed', r.changed, 'productIds', r.product_ids, 'subscriptionIds', r.subscription_ids,
    'endingIds', r.ending_ids, 'ended', r.ended,
    'values', ${valuesJson('')}, 'was', ${valuesJson('was_')}) order by r.line)::text
  from (select * from change_set_row where change_set_id = $1 and line > $2::int and outcome = $3
    order by change_set_id, line, id limit $4::int) r`;

/** The next rows of a change-set with this outcome, in the order of the file. */
export async function rowsOf(
  scope: Scope,
  changeSetId: string,
  outcome: RowOutcome,
  after = 0,
  most = BATCH,
): Promise<BatchRow[]> {
  const json = await scope.json({
    text: ROWS,
    parameters: [changeSetId, String(after), outcome, String(most)],
    sealed: true,
  });
  return JSON.parse(json ?? '[]') as BatchRow[];
}

/** End users as they are now, by id. */
export async function peopleOf(scope: Scope, ids: readonly string[]): Promise<Map<string, Known>> {
  if (!ids.length) return new Map();
  const json = await scope.json({
    text: `select json_agg(${PERSON_JSON})::text from end_user u where u.id = any ($1::uuid[])`,
    parameters: [`{${ids.join()}}`],
    sealed: true,
  });
  return new Map((JSON.parse(json ?? '[]') as Known[]).map((person) => [person.id, person]));
}

/** Writes down what became of rows. */
export async function note(scope: Scope, results: readonly RowResult[]): Promise<void> {
  await scope.sql(
    `update change_set_row r set outcome = n.outcome, reason = n.reason,
        subscription_ids = coalesce(n."subscriptionIds", r.subscription_ids), ended = coalesce(n.ended, r.ended)
       from jsonb_to_recordset($1) n (id uuid, outcome text, reason text, "subscriptionIds" text[], ended jsonb) where r.id = n.id`,
    [JSON.stringify(results)],
  );
}

const SAID: Record<PersonField, string> = {
  firstName: 'first name',
  lastName: 'last name',
  email: 'e-mail address',
  mobile: 'mobile number',
  phone: 'telephone number',
  jobTitle: 'job title',
  department: 'department',
};

/** “The job title and the department have been changed since …”, as people read it. */
export function changedSince(fields: readonly PersonField[], since: string): string {
  const named = new Intl.ListFormat('en-GB').format(fields.map((field) => `the ${SAID[field]}`));
  return `${named[0]?.toUpperCase()}${named.slice(1)} ${fields.length === 1 ? 'has' : 'have'} been changed since ${since}.`;
}
