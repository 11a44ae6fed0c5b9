import type { Scope } from '../../../kernel/scope.ts';
import type { AuditEntry } from './audit-entry.entity.ts';

type Streamed = Pick<
  AuditEntry,
  'id' | 'companyId' | 'endUserId' | 'at' | 'action' | 'subjectType' | 'subjectId' | 'reference' | 'changed'
> & { position: number };

/**
 * The tenant's entries after a position, in the order of their chain, at most so many: whoever remembers the last position
 * that it has seen gets each entry once and misses none, also those that were committed late.
 */
export const entriesAfter = (
  scope: Scope,
  resellerId: string,
  position: number,
  most: number,
): Promise<Streamed[]> =>
  scope.sql<Streamed>(
    `select id, position, company_id as "companyId", end_user_id as "endUserId", at, action, subject_type as "subjectType",
        subject_id as "subjectId", reference, changed
      from audit_entry where reseller_id = $1 and position > $2 order by position limit $3`,
    [resellerId, position, most],
  );
