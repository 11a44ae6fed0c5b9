import { id, line, newId, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { billReference } from './bill-reference.ts';
import { compareSeats } from './compare-seats.ts';
import { MatchKind, SupplierBill } from './seat.entity.ts';

/** Says which company or product is meant by what a supplier calls it, from now on; its bill is compared anew. [P3] */
export const matchSupplier = verb({
  name: 'matchSupplier',
  permission: 'SUPPLIER_COST_WRITE',
  input: input('MatchSupplierInput', {
    billId: id(),
    kind: oneOf(MatchKind),
    reference: line(200),
    companyId: optional(id()),
    productId: optional(id()),
  }),
  async run(scope, { billId, kind, reference, companyId, productId }) {
    const { resellerId } = memberOf(scope.actor);
    const bill = await loadLocked(scope, SupplierBill, billId);
    const [path, table, meant] =
      kind === 'CUSTOMER'
        ? (['companyId', 'company', companyId] as const)
        : (['productId', 'product', productId] as const);
    const found = meant ? await scope.sql(`select from ${table} where id = $1`, [meant]) : [];
    if (!found.length) throw invalid(path, kind === 'CUSTOMER' ? 'Must be a company.' : 'Must be a product.');
    await scope.sql(
      `insert into supplier_match (id, reseller_id, supplier_id, kind, reference, for_company_id, product_id) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (supplier_id, kind, reference) do update set for_company_id = excluded.for_company_id, product_id = excluded.product_id`,
      [
        newId(),
        resellerId,
        bill.supplierId,
        kind,
        reference,
        kind === 'CUSTOMER' ? companyId : null,
        kind === 'PRODUCT' ? productId : null,
      ],
    );
    await compareSeats(scope, billId);
    return {
      result: billId,
      subject: {
        type: 'SupplierBill',
        id: billId,
        resellerId,
        reference: await billReference(scope, billId),
        changed: ['matches'],
      },
    };
  },
});
