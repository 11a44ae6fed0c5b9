import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Leaver, type LeaverState } from './leaver.entity.ts';

export interface LockedLeaver {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string;
  state: LeaverState;
  lastDay: string;
  dueOn: string | null;
  undoUntil: string | null;
  orderId: string | null;
  seen: string;
  note: string | null;
}

/** A leaving on which nobody else decides until this transaction ends; NOT_FOUND if it is not there or not visible. */
export async function lockLeaver(scope: Scope, id: string): Promise<LockedLeaver> {
  const [found] = await scope.sql<LockedLeaver>(
    `select id, reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId", state, last_day::text as "lastDay",
        due_on::text as "dueOn", undo_until::text as "undoUntil", service_order_id as "orderId", seen, note
      from leaver where id = $1 for update`,
    [id],
  );
  if (!found) throw await notLocked(scope, 'leaver', id);
  const [opened] = await scope.opened(Leaver, [found]);
  return opened as LockedLeaver;
}

/** What the audit log is told of it. */
export const subjectOf = (
  { id, resellerId, companyId, endUserId, state }: LockedLeaver,
  to: LeaverState,
) => ({
  type: 'Leaver',
  ...{ id, resellerId, companyId, endUserId },
  changed: { state: [state, to] as const },
});
