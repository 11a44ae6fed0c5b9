import { type Level, newId } from '@steward/shared';
import type { Tenancy } from './actor.ts';
import type { Scope } from './scope.ts';
import { impersonalOf } from './table.ts';

/** Fields that changed, each as it was and as it is now. */
export type Changes<Field extends string = string> = {
  [F in Field]?: readonly [before: unknown, after: unknown];
};

/** What an audit row is about: a row by type and id, in its tenancy, and what was changed. */
export interface Subject extends Partial<Tenancy> {
  type: string;
  id: string;
  resellerId: string;
  /**
   * The fields that changed, by name or with their values: of these the log, which cannot forget, keeps what the table calls
   * impersonal.
   */
  changed?: readonly string[] | Changes;
  /** A reference people quote, such as a customer code or an invoice number; never a person's name. */
  reference?: string;
}

/**
 * Writes an audit row per subject, in the verb's transaction, and tells live consoles of the changes: one statement each,
 * however many subjects there are. [D9] [S82]
 */
export async function writeAudit(scope: Scope, action: string, ...subjects: Subject[]): Promise<void> {
  if (!subjects.length) return;
  const { actor } = scope;
  const rows = subjects.map((subject) => ({
    id: newId(),
    reseller_id: subject.resellerId,
    company_id: subject.companyId ?? null,
    end_user_id: subject.endUserId ?? null,
    subject_type: subject.type,
    subject_id: subject.id,
    reference: subject.reference ?? null,
    changed: namesOf(subject.changed),
    differences: differencesOf(subject),
  }));
  await scope.sql('select write_audit($1, $2, $3, $4, $5, $6, $7)', [
    JSON.stringify(rows),
    scope.now,
    action,
    actor.kind === 'member' ? actor.level : null,
    actor.kind === 'member' ? actor.personId : null,
    actor.kind === 'member' ? actor.membershipId : null,
    scope.requestId,
  ]);
  scope.hint(
    ...subjects.map(({ type, id, resellerId, companyId, endUserId }) => ({
      kind: type,
      id,
      resellerId,
      companyId: companyId ?? null,
      endUserId: endUserId ?? null,
    })),
  );
}

const namesOf = (changed: Subject['changed'] = []): readonly string[] =>
  Array.isArray(changed) ? changed : Object.keys(changed);

/** What the log keeps of the values: of impersonal fields that everyone who reads the entry may read; null if nothing. */
function differencesOf({ type, companyId, changed = [] }: Subject) {
  if (Array.isArray(changed)) return null;
  const readers: Level[] = companyId ? ['PLATFORM', 'RESELLER', 'COMPANY'] : ['PLATFORM', 'RESELLER'];
  const kept = impersonalOf(type);
  const differences = Object.entries(changed as Changes).flatMap(([field, values]) => {
    const levels = kept.get(field);
    if (!values || !kept.has(field) || (levels && !readers.every((level) => levels.includes(level))))
      return [];
    return [{ field, before: said(values[0]), after: said(values[1]) }];
  });
  return differences.length ? differences : null;
}

const said = (value: unknown): string | null =>
  value === null || value === undefined ? null : value instanceof Date ? value.toISOString() : String(value);
