import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ChangeSetState } from './change-set.entity.ts';

export interface LockedChangeSet {
  id: string;
  resellerId: string;
  companyId: string;
  state: ChangeSetState;
  addCount: number;
  changeCount: number;
  errorCount: number;
  serviceCount: number;
  endCount: number;
  submittedByPerson: string | null;
  statedByPerson: string | null;
  approvedAt: Date | null;
  reversalAt: Date | null;
  forgottenAt: Date | null;
}

/** A change-set on which nobody else decides until this transaction ends; NOT_FOUND if it is not there or not visible. */
export async function lockChangeSet(scope: Scope, id: string): Promise<LockedChangeSet> {
  const [found] = await scope.sql<LockedChangeSet>(
    `select id, reseller_id as "resellerId", company_id as "companyId", state, add_count as "addCount",
        change_count as "changeCount", error_count as "errorCount", service_count as "serviceCount",
        end_count as "endCount",
        submitted_by_person as "submittedByPerson", stated_by_person as "statedByPerson", approved_at as "approvedAt",
        reversal_at as "reversalAt", forgotten_at as "forgottenAt"
       from change_set where id = $1 for update`,
    [id],
  );
  if (!found) throw await notLocked(scope, 'change_set', id);
  return found;
}

/** What the audit log is told of it. */
export const subjectOf = ({ id, resellerId, companyId }: LockedChangeSet, reference?: string) => ({
  type: 'ChangeSet',
  ...{ id, resellerId, companyId },
  ...(reference ? { reference } : {}),
});
