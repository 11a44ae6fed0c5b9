import { line, localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { bytes, input, nested } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { billReference } from './bill-reference.ts';
import { compareSeats } from './compare-seats.ts';
import { readBill } from './read-bill.ts';

const columns = nested(
  'BillColumnsInput',
  z.object({ customer: line(80), product: line(80), quantity: line(80), unitCost: line(80) }),
);

/**
 * Takes in a supplier's bill for a month and lays it beside what is provided and what is invoiced. Which column is what is remembered
 * for the supplier's next bill. CONFLICT if the same file has been taken in before. [P3]
 */
export const reconcileSeats = outsideVerb({
  name: 'reconcileSeats',
  description:
    'A CSV file (base64) whose columns are named by their titles; larger files go to POST /supplier-bills. What the supplier calls customers and products is matched once.',
  permission: 'SUPPLIER_COST_WRITE',
  input: input('ReconcileSeatsInput', {
    supplier: line(80),
    period: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Must be a month such as 2026-09.'),
    fileName: line(200),
    columns,
    content: bytes(),
  }),
  async plan(scope, { period }) {
    if (`${period}-01` > localDate(scope.now)) throw invalid('period', 'Must be this month or one before.');
    return {};
  },
  // A large file takes a while, and no transaction.
  call: (_planned, given) => readBill(given.content, given.columns),
  async settle(scope, _planned, { hash, lines, billed }, given) {
    const { resellerId } = memberOf(scope.actor);
    const [supplier] = await scope.sql<{ id: string }>(
      `insert into supplier (id, reseller_id, name, columns, created_at) values ($1, $2, $3, $4, $5)
         on conflict (reseller_id, name) do update set columns = excluded.columns returning id`,
      [newId(), resellerId, given.supplier, JSON.stringify(given.columns), scope.now],
    );
    const supplierId = supplier?.id as string;
    const [twice] = await scope.sql<{ by: string; month: string }>(
      `select uploaded_by_name as by, to_char(period_start, 'FMMonth YYYY') as month from supplier_bill where supplier_id = $1 and file_hash = $2`,
      [supplierId, hash],
    );
    if (twice) throw conflict(`${twice.by} has taken in this very file already, for ${twice.month}.`, 'file');
    const billId = newId();
    const start = `${given.period}-01`;
    await scope.sql(
      `insert into supplier_bill (id, reseller_id, supplier_id, period_start, period_end, file_name, file_hash, lines, cost_minor, uploaded_by_name, compared_for,
           compared_at, created_at)
         values ($1, $2, $3, $4::date, ($4::date + interval '1 month')::date, $5, $6, $7, $8, $9, $4::date, $10, $10)`,
      [
        billId,
        resellerId,
        supplierId,
        start,
        given.fileName,
        hash,
        lines,
        billed.reduce((sum, { costMinor }) => sum + costMinor, 0),
        (await who(scope)).name,
        scope.now,
      ],
    );
    await scope.sql(
      `insert into supplier_bill_line (id, reseller_id, supplier_bill_id, customer, product, quantity, cost_minor)
         select uuidv7(), $2, $3, l.customer, l.product, l.quantity, l."costMinor"
           from jsonb_to_recordset($1) l (customer text, product text, quantity integer, "costMinor" bigint)`,
      [JSON.stringify(billed), resellerId, billId],
    );
    // What is called alike needs nobody to say so: a customer by the company's name or customer code, a product by its code.
    await scope.sql(
      `insert into supplier_match (id, reseller_id, supplier_id, kind, reference, for_company_id)
         select uuidv7(), $2, $3, 'CUSTOMER', l.customer, c.id
           from (select distinct customer from supplier_bill_line where supplier_bill_id = $1) l
             join lateral (select min(c.id::text)::uuid as id from company c
               where lower(l.customer) in (lower(c.name), lower(c.customer_code)) having count(*) = 1) c on true
         on conflict do nothing`,
      [billId, resellerId, supplierId],
    );
    await scope.sql(
      `insert into supplier_match (id, reseller_id, supplier_id, kind, reference, product_id)
         select uuidv7(), $2, $3, 'PRODUCT', l.product, p.id
           from (select distinct product from supplier_bill_line where supplier_bill_id = $1) l
             join product p on lower(p.code) = lower(l.product)
         on conflict do nothing`,
      [billId, resellerId, supplierId],
    );
    await compareSeats(scope, billId);
    return {
      result: billId,
      subject: {
        type: 'SupplierBill',
        id: billId,
        resellerId,
        reference: await billReference(scope, billId),
      },
    };
  },
});
