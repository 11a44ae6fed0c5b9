import { localDate, newId } from '@steward/shared';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Collection } from './collection.entity.ts';

/** An invoice whose collection is stopped, or may go on. */
interface ToCollect {
  id: string;
  resellerId: string;
  companyId: string | null;
  issuerId: string;
  dueMinor: number;
}

/**
 * Keeps an invoice from being collected until that is resumed; false if it was so already. What is on its way from the bank cannot be
 * stopped: CONFLICT, if that is told.
 */
export async function stopCollecting(
  scope: Scope,
  { id: invoiceId, resellerId, companyId, issuerId, dueMinor }: ToCollect,
  onItsWay: 'tell' | 'leave',
): Promise<boolean> {
  const [live] = await scope.sql<{ id: string; state: string }>(
    `select id, state from collection where invoice_id = $1 and state in ('ANNOUNCED', 'STARTED', 'PENDING', 'STOPPED')`,
    [invoiceId],
  );
  if (live?.state === 'STOPPED') return false;
  if (live?.state === 'ANNOUNCED') {
    const stopped = await scope.sql(
      `update collection set state = 'STOPPED', ended_at = $2 where id = $1 and state = 'ANNOUNCED' returning id`,
      [live.id, scope.now],
    );
    if (stopped.length) {
      scope.hint({ kind: 'Collection', id: live.id, resellerId, companyId });
      return true;
    }
  }
  if (live) {
    if (onItsWay === 'leave') return false;
    throw conflict('This payment is on its way already: it cannot be stopped any more.', 'invoiceId');
  }
  const id = newId();
  await scope.insert(Collection, {
    id,
    resellerId,
    companyId,
    issuerId,
    invoiceId,
    methodId: null,
    state: 'STOPPED',
    attempt: 1,
    collectOn: localDate(scope.now),
    amountMinor: dueMinor,
    idempotencyKey: `collection-${id}`,
    startedAt: null,
    stripePaymentId: null,
    failureCode: null,
    failure: null,
    createdAt: scope.now,
    endedAt: scope.now,
  });
  scope.hint({ kind: 'Collection', id, resellerId, companyId });
  return true;
}

/** Lets an invoice be collected again, which is announced then; false if it was not stopped. */
export async function resumeCollecting(
  scope: Scope,
  { id: invoiceId, resellerId, companyId }: Pick<ToCollect, 'id' | 'resellerId' | 'companyId'>,
): Promise<boolean> {
  const resumed = await scope.sql<{ id: string }>(
    `update collection set state = 'DROPPED' where invoice_id = $1 and state = 'STOPPED' returning id`,
    [invoiceId],
  );
  for (const { id } of resumed) scope.hint({ kind: 'Collection', id, resellerId, companyId });
  return resumed.length > 0;
}
