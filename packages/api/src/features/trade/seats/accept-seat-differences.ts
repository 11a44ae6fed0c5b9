import { line } from '@steward/shared';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { billReference } from './bill-reference.ts';
import type { SeatDifferenceKind } from './seat.entity.ts';
import { writeAcceptances } from './write-acceptances.ts';

const HELD: Partial<Record<SeatDifferenceKind, string>> = {
  AGREES: 'There is no difference to accept.',
  CUSTOMER_UNKNOWN: 'Nobody has said yet which company it is.',
  PRODUCT_UNKNOWN: 'Nobody has said yet which product it is.',
};

/** Accepts differences as they are, and why: until one of their numbers changes, on this bill or the next. [P3] */
export const acceptSeatDifferences = verb({
  name: 'acceptSeatDifferences',
  permission: 'SUPPLIER_COST_WRITE',
  input: input('AcceptSeatDifferencesInput', { ids: bulkIds('difference'), reason: line(300) }),
  async run(scope, { ids, reason }) {
    const found = await scope.sql<{
      id: string;
      resellerId: string;
      billId: string;
      name: string;
      kind: SeatDifferenceKind;
    }>(
      `select d.id, d.reseller_id as "resellerId", d.supplier_bill_id as "billId", d.kind,
          concat_ws(' · ', coalesce(c.name, d.customer), coalesce(p.name, d.sku)) as name
        from seat_difference d left join company c on c.id = d.for_company_id left join product p on p.id = d.product_id
        where d.id = any ($1) order by d.id`,
      [ids],
    );
    const missing = ids.find((id) => !found.some((one) => one.id === id));
    if (missing) throw await notLocked(scope, 'seat_difference', missing, 'difference');
    const others = found.filter(({ kind }) => !HELD[kind]);
    await writeAcceptances(
      scope,
      others.map(({ id }) => id),
      reason,
      (await who(scope)).name,
    );
    const result: BulkOutcome = {
      done: others.length,
      refused: found.flatMap(({ id, name, kind }) => {
        const held = HELD[kind];
        return held ? [{ id, name, reason: held }] : [];
      }),
    };
    const subject = [];
    for (const { billId, resellerId } of new Map(others.map((one) => [one.billId, one])).values())
      subject.push({
        type: 'SupplierBill',
        id: billId,
        resellerId,
        reference: await billReference(scope, billId),
        changed: ['acceptance'],
      });
    return { result, subject };
  },
});
