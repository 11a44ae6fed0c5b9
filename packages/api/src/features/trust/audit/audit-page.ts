import { assertAllowed } from '../../../kernel/allowed.ts';
import { Statement } from '../../../kernel/read/statement.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { auditEntries } from './audit-entry.list.ts';
import { labelOf, nameOf } from './subjects.ts';

/** An entry as it is exported. */
export interface ExportedEntry {
  id: string;
  resellerId: string;
  at: Date;
  action: string;
  refusal: string | null;
  actorName: string;
  actorLevel: string | null;
  subjectLabel: string;
  subjectName: string;
  subjectId: string | null;
  reference: string | null;
  changed: string[];
  reseller: string | null;
  company: string | null;
  requestId: string | null;
  /** Its place in its tenant's chain; null as long as it has none. */
  position: string | null;
  previousHash: string | null;
  hash: string | null;
  /** What the hash is of, after the hash before it. */
  said: string;
}

/** An entry with its moment to the microsecond, for the page after it. */
export type Read = ExportedEntry & { exactly: string };

/** Entries that are read in one transaction. */
const PAGE = 500;

/** The entries that a filter of `auditEntries` lets through, oldest first, after the one that is named; a page of them. */
export function auditPage(
  scope: Scope,
  filter: Readonly<Record<string, unknown>>,
  after: Pick<Read, 'id' | 'exactly'> | undefined,
): Promise<Read[]> {
  assertAllowed(scope.actor, 'AUDIT_READ');
  const statement = new Statement();
  const conditions = Object.entries(filter).map(([name, value]) =>
    (
      auditEntries.options.filters[name] as NonNullable<(typeof auditEntries.options.filters)[string]>
    ).condition('e', value, statement),
  );
  if (after) {
    const at = statement.bind(after.exactly, 'timestamptz');
    conditions.push(`(e.at, e.id) > (${at}, ${statement.bind(after.id, 'uuid')})`);
  }
  const actorName = auditEntries.table.fields.get('actorName');
  if (actorName?.kind !== 'computed') throw new Error('The name of who acted is worked out.');
  return scope.sql<Read>(
    `select e.id, e.reseller_id as "resellerId", e.at, e.at::text as exactly, e.action, e.refusal, (${actorName.sql('e', undefined)}) as "actorName",
         e.actor_level as "actorLevel", (${labelOf('e')}) as "subjectLabel", (${nameOf('e')}) as "subjectName",
         e.subject_id as "subjectId", e.reference, e.changed, r.name as reseller, c.name as company, e.request_id as "requestId",
         e.position::text as position, encode(e.previous_hash, 'hex') as "previousHash", encode(e.hash, 'hex') as hash,
         audit_said(e) as said
       from audit_entry e left join reseller r on r.id = e.reseller_id left join company c on c.id = e.company_id
       ${conditions.length ? `where ${conditions.join(' and ')}` : ''} order by e.at, e.id limit ${PAGE}`,
    statement.parameters,
  );
}

/** Whether there may be more. */
export const isFull = (page: readonly unknown[]): boolean => page.length === PAGE;
