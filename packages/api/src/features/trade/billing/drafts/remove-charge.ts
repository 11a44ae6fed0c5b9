import { id } from '@steward/shared';
import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { conflict, lookingOnly, notFound } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import type { ChargeSource } from './charge.entity.ts';

/**
 * Takes a charge or discount that one has added off the coming invoices of its customer. CONFLICT once it is on one: that takes a
 * credit note; and for what was used, which is not a matter of choice. [B4]
 */
export const removeCharge = verb({
  name: 'removeCharge',
  permission: 'DRAFT_WRITE',
  input: input('RemoveChargeInput', { id: id() }),
  async run(scope, { id: chargeId }) {
    const [charge] = await scope.sql<{
      resellerId: string;
      companyId: string | null;
      source: ChargeSource;
      number: string | null;
      invoiced: boolean;
    }>(
      `select h.reseller_id as "resellerId", h.company_id as "companyId", h.source, i.number, h.invoice_id is not null as invoiced
         from charge h left join invoice i on i.id = h.invoice_id where h.id = $1 and h.issuer_id = $2`,
      [chargeId, memberOf(scope.actor).resellerId],
    );
    if (!charge) throw notFound('charge');
    const { resellerId, companyId, source, number, invoiced } = charge;
    if (invoiced) throw conflict(`This is on invoice ${number}: credit it instead.`, 'id');
    if (source === 'USAGE')
      throw conflict('What was used is charged: let the customer off it by a discount.', 'id');
    const removed = await scope.sql('delete from charge where id = $1 and invoice_id is null returning id', [
      chargeId,
    ]);
    if (!removed.length) throw lookingOnly();
    return { result: chargeId, subject: { type: 'Charge', id: chargeId, resellerId, companyId } };
  },
});
