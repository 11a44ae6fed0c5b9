import { id, newId, priceMinor } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { OrderApproval } from './order.entity.ts';

/**
 * Says which orders wait for approval: a company for its own, whoever places them, a reseller for those that its companies place.
 * ABOVE: those that raise the monthly price by more than the limit, or are about one of the products. CONFLICT where nobody
 * else of a company could approve what the one person orders. [C4]
 */
export const setOrderApproval = verb({
  name: 'setOrderApproval',
  description: 'Says which orders of one’s own company, or of one’s companies, wait for approval.',
  permission: 'ORDER_APPROVE',
  input: input('SetOrderApprovalInput', {
    approval: oneOf(OrderApproval),
    aboveMinor: priceMinor().nullish(),
    productIds: z.array(id()).max(100, 'May name at most 100.').nullish(),
  }),
  async run(scope, { approval, aboveMinor, productIds }) {
    const { resellerId, companyId } = memberOf(scope.actor);
    const above = approval === 'ABOVE';
    if (above && aboveMinor == null) throw invalid('aboveMinor', 'Must be filled in: the limit.');
    if (companyId && approval !== 'NEVER') await assertAnotherApproves(scope, companyId);
    const products = [...new Set(above ? (productIds ?? []) : [])];
    const given = [newId(), resellerId, approval, above ? aboveMinor : 0, products];
    const set = `do update set approval = excluded.approval, above_minor = excluded.above_minor, product_ids = excluded.product_ids`;
    await (companyId
      ? scope.sql(
          `insert into order_policy (id, reseller_id, approval, above_minor, product_ids, company_id)
             values ($1, $2, $3, $4, $5, $6) on conflict (company_id) ${set}`,
          [...given, companyId],
        )
      : scope.sql(
          `insert into reseller_order_policy (id, reseller_id, approval, above_minor, product_ids)
             values ($1, $2, $3, $4, $5) on conflict (reseller_id) ${set}`,
          given,
        ));
    const reference = approval === 'NEVER' ? 'None' : approval === 'ALWAYS' ? 'All' : 'Above a limit';
    return {
      result: companyId ?? resellerId,
      subject: companyId
        ? { type: 'Company', id: companyId, resellerId, companyId, reference }
        : { type: 'Reseller', id: resellerId, resellerId, reference },
    };
  },
});

async function assertAnotherApproves(scope: Scope, companyId: string): Promise<void> {
  const found = await scope.sql(
    `select from membership m join role r on r.id = m.role_id
      where m.company_id = $1 and m.level = 'COMPANY' and m.status = 'ACTIVE' and m.lent_to is null
        and m.person_id is not null and m.person_id <> $2 and 'ORDER_APPROVE' = any (r.permissions) limit 1`,
    [companyId, memberOf(scope.actor).personId],
  );
  if (!found.length)
    throw conflict(
      'Nobody else of your company may approve orders yet: give a second person a role that does first.',
      'approval',
    );
}
