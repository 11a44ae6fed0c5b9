import { id, line, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, moment, nested, oneOf } from '../../../kernel/input.ts';
import { DataClass } from '../../../kernel/personal-data.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { IncidentScope, TouchedKind } from './incident.entity.ts';
import { lockIncident, subjectOf } from './lock-incident.ts';

const MOST_PARTS = 20;
const MOST_PEOPLE = 500;

const part = nested(
  'IncidentScopeInput',
  z.object({
    kind: oneOf(TouchedKind),
    productId: optional(id()),
    connectorId: optional(id()),
    companyId: optional(id()),
    endUserIds: z
      .array(id())
      .max(MOST_PEOPLE, `May name at most ${MOST_PEOPLE}: name their company or the service instead.`)
      .optional()
      .transform((ids) => [...new Set(ids)]),
    department: optional(line(120)),
    from: moment(),
    until: optional(moment()),
    dataClasses: z
      .array(oneOf(DataClass))
      .min(1, 'Must name at least one class of data.')
      .max(20, 'May name each class once.'),
  }),
);
type Part = z.infer<typeof part>;

/**
 * Says what an incident touched: whoever had a product or was set up through a connector, a company, single people, or those who
 * administrate; between which moments, and which classes of data. It replaces what was said before. Who is concerned is worked out from it,
 * and may be previewed; nobody is told by this. [D5]
 */
export const scopeIncident = verb({
  name: 'scopeIncident',
  permission: 'INCIDENT_MANAGE',
  input: input('ScopeIncidentInput', {
    incidentId: id(),
    parts: z.array(part).max(MOST_PARTS, `May have at most ${MOST_PARTS} parts.`),
  }),
  async run(scope, { incidentId, parts }) {
    const incident = await lockIncident(scope, incidentId);
    const rows = [];
    for (const [i, each] of parts.entries()) rows.push(await rowOf(scope, each, `parts.${i}`));
    await scope.sql('delete from incident_scope where incident_id = $1', [incidentId]);
    const { resellerId } = incident;
    for (const row of rows)
      await scope.insert(IncidentScope, { id: newId(), resellerId, incidentId, ...row });
    incident.changedAt = scope.now;
    return { result: incidentId, subject: { ...subjectOf(incident), changed: ['scope'] } };
  },
});

/** Which id each kind goes by, and the table that has it. */
const NAMES = {
  PRODUCT: { field: 'productId', table: 'product', what: 'product' },
  CONNECTOR: { field: 'connectorId', table: 'connector', what: 'connector' },
  COMPANY: { field: 'companyId', table: 'company', what: 'company' },
} as const;

/** Only what whoever reports may see can be named. */
async function assertThere(scope: Scope, given: Part, path: string): Promise<void> {
  for (const { field, table, what } of Object.values(NAMES)) {
    const id = given[field];
    // Connectors are the platform's own: to others there are none.
    const known = table !== 'connector' || memberOf(scope.actor).level === 'PLATFORM';
    if (id && !(known && (await scope.sql(`select from ${table} where id = $1`, [id])).length))
      throw invalid(`${path}.${field}`, `Must name a ${what} that is there.`);
  }
  const { endUserIds } = given;
  const there = await scope.sql('select from end_user where id = any ($1)', [endUserIds]);
  if (there.length < endUserIds.length)
    throw invalid(`${path}.endUserIds`, 'Must name end users that are there.');
}

/** The part with only what belongs to its kind. */
async function rowOf(scope: Scope, part: Part, path: string) {
  await assertThere(scope, part, path);
  const { kind, from, until, dataClasses, endUserIds, department, companyId } = part;
  if (from > scope.now) throw invalid(`${path}.from`, 'Must not be in the future.');
  if (until && until < from) throw invalid(`${path}.until`, 'Must not be earlier than the beginning.');
  const row = { kind, from, until, dataClasses: [...new Set(dataClasses)].sort(), endUserIds: [] };
  if (kind === 'PEOPLE') {
    if (!endUserIds.length) throw invalid(`${path}.endUserIds`, 'Must name at least one end user.');
    return { ...row, endUserIds };
  }
  if (kind === 'ADMINISTRATORS') return { ...row, companyId };
  const { field, what } = NAMES[kind];
  if (!part[field]) throw invalid(`${path}.${field}`, `Must name a ${what}.`);
  return { ...row, [field]: part[field], department };
}
