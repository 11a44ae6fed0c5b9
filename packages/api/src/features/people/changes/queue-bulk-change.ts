import type { Scope } from '../../../kernel/scope.ts';

/** The queue's name of the job that does the next batch of a change-set. */
export const APPLY = 'apply-bulk-change';

/** Has a change-set gone on with, once however often that is wanted. */
export const queueBulkChange = (
  scope: Scope,
  { id, resellerId }: { id: string; resellerId: string },
  runAt?: Date,
): Promise<void> =>
  scope.enqueue(
    APPLY,
    { resellerId, changeSetId: id },
    { key: `${APPLY} ${id}`, ...(runAt ? { runAt } : {}) },
  );
