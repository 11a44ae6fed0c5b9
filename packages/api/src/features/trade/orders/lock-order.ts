import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { OrderApprover, OrderState } from './order.entity.ts';

export interface LockedOrder {
  id: string;
  resellerId: string;
  companyId: string;
  reference: string;
  state: OrderState;
  awaits: OrderApprover[];
  placedByPerson: string | null;
}

/** An order on which nobody else decides until this transaction ends; NOT_FOUND if it is not there or not visible. */
export async function lockOrder(scope: Scope, id: string): Promise<LockedOrder> {
  const [found] = await scope.sql<LockedOrder>(
    `select id, reseller_id as "resellerId", company_id as "companyId", reference, state, awaits,
        placed_by_person as "placedByPerson"
      from service_order where id = $1 for update`,
    [id],
  );
  if (!found) throw await notLocked(scope, 'service_order', id);
  return found;
}

/** CONFLICT that says what has become of the order already. */
export const alreadyOver = (state: OrderState) => conflict(`This order ${OVER[state]}.`, 'id');
const OVER: Record<OrderState, string> = {
  AWAITING_APPROVAL: 'waits for approval',
  QUEUED: 'is being carried out already',
  DONE: 'has been carried out already',
  DECLINED: 'has been declined',
  CANCELLED: 'has been cancelled',
  FAILED: 'could not be carried out, and is over',
};

/** What the audit log is told of a decision. */
export const subjectOf = ({ id, resellerId, companyId, reference, state }: LockedOrder, to: OrderState) => ({
  type: 'ServiceOrder',
  ...{ id, resellerId, companyId, reference },
  changed: { state: [state, to] as const },
});
