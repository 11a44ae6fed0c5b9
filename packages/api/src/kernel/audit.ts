import { newId } from '@steward/shared';
import type { Tenancy } from './actor.ts';
import type { Scope } from './scope.ts';

/** What an audit row is about: a row by type and id, in its tenancy, and what was changed, by field name only. */
export interface Subject extends Partial<Tenancy> {
  type: string;
  id: string;
  resellerId: string;
  /** Names of the fields that changed; values would be personal data in a log that cannot forget. */
  changed?: readonly string[];
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
    changed: subject.changed ?? [],
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
