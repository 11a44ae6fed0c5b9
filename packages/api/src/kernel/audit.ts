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

/** Writes the audit row of a verb, in the verb's transaction, and tells live consoles of the change. [D9] [S82] */
export async function writeAudit(scope: Scope, action: string, subject: Subject): Promise<void> {
  const { actor } = scope;
  await scope.sql(
    `insert into audit_entry (id, reseller_id, company_id, end_user_id, at, action, actor_level, actor_person_id,
       actor_membership_id, subject_type, subject_id, reference, changed, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      newId(),
      subject.resellerId,
      subject.companyId ?? null,
      subject.endUserId ?? null,
      scope.now,
      action,
      actor.kind === 'member' ? actor.level : null,
      actor.kind === 'member' ? actor.personId : null,
      actor.kind === 'member' ? actor.membershipId : null,
      subject.type,
      subject.id,
      subject.reference ?? null,
      subject.changed ?? [],
      scope.requestId,
    ],
  );
  await scope.changed({
    kind: subject.type,
    id: subject.id,
    resellerId: subject.resellerId,
    companyId: subject.companyId ?? null,
    endUserId: subject.endUserId ?? null,
  });
}
