import { id } from '@steward/shared';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { billReference } from './bill-reference.ts';
import { compareSeats } from './compare-seats.ts';
import { SupplierBill } from './seat.entity.ts';

/** Compares a bill with what is provided and invoiced by now. [P3] */
export const compareSeatsAgain = verb({
  name: 'compareSeatsAgain',
  permission: 'SUPPLIER_COST_WRITE',
  input: input('CompareSeatsAgainInput', { billId: id() }),
  async run(scope, { billId }) {
    const { resellerId } = await loadLocked(scope, SupplierBill, billId);
    await compareSeats(scope, billId);
    return {
      result: billId,
      subject: {
        type: 'SupplierBill',
        id: billId,
        resellerId,
        reference: await billReference(scope, billId),
        changed: ['differences'],
      },
    };
  },
});
