import { Readable } from 'node:stream';
import { csvCell, id } from '@steward/shared';
import { z } from 'zod';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { check } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import { columnOf } from '../../../kernel/table.ts';
import { VALUES_JSON } from './batch.ts';
import { type ChangeSetError, RowKind, RowOutcome } from './change-set.entity.ts';
import { WHOLE_ROW } from './check-rows.ts';
import { PERSON_FIELDS, type PersonField, type PersonValues } from './compare.ts';

/** Rows of one transaction and one piece of the file. */
const AT_ONCE = 200;

const ASKED = z.strictObject({
  kind: z.enum(Object.values(RowKind), 'Must be ADD, CHANGE, SAME or WRONG.').optional(),
  outcome: z.enum(Object.values(RowOutcome), 'Must be what became of a row.').optional(),
});
type Asked = z.infer<typeof ASKED>;

interface ReportRow {
  line: number;
  kind: keyof typeof RowKind;
  outcome: keyof typeof RowOutcome;
  reason: string | null;
  services: string | null;
  endingServices: string | null;
  changed: PersonField[];
  errors: ChangeSetError[];
  values: PersonValues;
  was: PersonValues;
}

/**
 * `GET /bulk-changes/<id>/report?kind=&outcome=`: every row of a change-set with what it does and what became of it, as a CSV file
 * whose columns are those of an import, so that rows which could not be applied are corrected and imported again. [U2] [S62]
 */
export const bulkChangeReport: Routes = (server) => {
  server.get<{ Params: { id: string } }>(
    '/bulk-changes/:id/report',
    { config: { context: true } },
    async ({ context, params, query }, reply) => {
      const { id: changeSetId } = check(z.object({ id: id() }), params);
      const asked = check(ASKED, query);
      const first = await pageOf(context, changeSetId, asked, 0);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="report.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(lines(context, changeSetId, asked, first)));
    },
  );
};

/** A page at a time, each in a transaction of its own: nothing is held while a slow line takes it. */
async function* lines(
  context: RequestContext,
  changeSetId: string,
  asked: Asked,
  first: readonly ReportRow[],
): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.map(([title]) => csvCell(title)).join(',')}\r\n`;
  for (let page = first; page.length; ) {
    yield page.map((row) => `${COLUMNS.map(([, value]) => csvCell(value(row))).join(',')}\r\n`).join('');
    if (page.length < AT_ONCE) return;
    page = await pageOf(context, changeSetId, asked, page.at(-1)?.line ?? 0);
  }
}

const pageOf = (
  { scopes, credentials, requestId }: RequestContext,
  changeSetId: string,
  { kind, outcome }: Asked,
  after: number,
): Promise<ReportRow[]> =>
  scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
    assertAllowed(scope.actor, 'END_USER_WRITE');
    if (!after) {
      const [found] = await scope.sql('select from change_set where id = $1', [changeSetId]);
      if (!found) throw notFound('change set');
    }
    const json = await scope.json({
      text: ROWS,
      parameters: [changeSetId, String(after), kind ?? null, outcome ?? null, String(AT_ONCE)],
      sealed: true,
    });
    return JSON.parse(json ?? '[]') as ReportRow[];
  });

const ROWS = `select json_agg(json_build_object('line', r.line, 'kind', r.kind, 'outcome', r.outcome, 'reason', r.reason,
    'services', r.services, 'endingServices', r.ending_services, 'changed', r.changed, 'errors', r.errors,
    'values', ${VALUES_JSON}, 'was', json_build_object(${PERSON_FIELDS.filter(
      (field) => field !== 'mobile' && field !== 'phone',
    )
      .map((field) => `'${field}', r.was_${columnOf(field)}`)
      .join(', ')})) order by r.line)::text
  from (select * from change_set_row where change_set_id = $1 and line > $2::int and kind = coalesce($3, kind)
      and outcome = coalesce($4, outcome)
    order by change_set_id, line, id limit $5::int) r`;

const KINDS = { ADD: 'Add', CHANGE: 'Change', SAME: 'As it is', WRONG: 'Error' } as const;
const OUTCOMES = {
  NONE: 'Nothing to do',
  WAITING: 'Not yet',
  DONE: 'Applied',
  REFUSED: 'Not applied',
  REVERSED: 'Taken back',
  KEPT: 'Kept',
} as const;
const TITLES: Record<PersonField, string> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  mobile: 'Mobile',
  phone: 'Phone',
  jobTitle: 'Job title',
  department: 'Department',
};
const SERVICE_TITLES: Readonly<Record<string, string>> = {
  services: 'Services',
  endServices: 'Services to end',
  allServices: 'All services',
  service: 'One service',
};
const titleOf = (column: string): string =>
  TITLES[column as PersonField] ?? SERVICE_TITLES[column] ?? (column === WHOLE_ROW ? 'Whole row' : column);

const COLUMNS: readonly [title: string, value: (row: ReportRow) => string | number | null][] = [
  ['Row', ({ line }) => line],
  ['Does', ({ kind }) => KINDS[kind]],
  ['Became', ({ outcome }) => OUTCOMES[outcome]],
  ['What is wrong, or changes', (row) => detailsOf(row).join(' ')],
  ...PERSON_FIELDS.map(
    (field) => [TITLES[field], ({ values }: ReportRow) => values[field]] satisfies [string, unknown],
  ),
  ['Services', ({ services }) => services],
  ['Services to end', ({ endingServices }) => endingServices],
];

/** Numbers that were there before are not repeated: a file is kept where nobody notes who opens it. */
function detailsOf({ kind, changed, errors, values, was, reason }: ReportRow): string[] {
  const wrong = errors.map(({ column, message }) => `${titleOf(column)}: ${message}`);
  const changes =
    kind === 'CHANGE'
      ? changed.map((field) =>
          field === 'mobile' || field === 'phone'
            ? `${TITLES[field]} is another one.`
            : `${TITLES[field]}: ${was[field] ?? 'nothing'} → ${values[field] ?? 'nothing'}`,
        )
      : [];
  return [...wrong, ...changes, ...(reason ? [reason] : [])];
}
