import type { Scope } from '../../../kernel/scope.ts';

/** The queue's name of the job that carries out an order. */
export const EXECUTE = 'execute-order';

/** Has an order carried out, once however often that is wanted. */
export const queueOrder = (
  scope: Scope,
  { id, resellerId }: { id: string; resellerId: string },
): Promise<void> => scope.enqueue(EXECUTE, { resellerId, orderId: id }, { key: `${EXECUTE} ${id}` });
