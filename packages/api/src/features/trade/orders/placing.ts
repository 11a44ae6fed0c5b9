import { addDays, localDate, type PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { JudgedLine } from './judge-lines.ts';
import type { OrderApprover } from './order.entity.ts';
import type { OrderLine } from './order-lines.ts';

/** The day of an order that names none: today; tomorrow where all of it ends, for today is the last day then. */
export function dayOfOrder(now: Date, lines: readonly OrderLine[], given: PlainDate | null): PlainDate {
  const today = localDate(now);
  return given ?? (lines.every(({ ends }) => ends) ? addDays(today, 1) : today);
}

/**
 * Whose approval an order waits for, in their order: the company's where it says so, whoever orders; its reseller's where that
 * says so and the company itself orders. What lowers the price is above no limit.
 *
 * @param monthlyMinor by how much it changes what the company pays a month
 */
export async function approversOf(
  scope: Scope,
  company: { id: string; resellerId: string },
  lines: readonly JudgedLine[],
  monthlyMinor: number,
): Promise<OrderApprover[]> {
  const products = [...new Set(lines.map(({ productId }) => productId))];
  const asked = await scope.sql<{ approver: OrderApprover }>(
    `select approver from (
        select 'COMPANY' as approver, approval, above_minor, product_ids from order_policy where company_id = $1
        union all
        select 'RESELLER', approval, above_minor, product_ids from reseller_order_policy where reseller_id = $2 and $5
      ) policy
      where approval = 'ALWAYS' or approval = 'ABOVE' and (above_minor < $3 or product_ids && $4)
      order by approver`,
    [
      company.id,
      company.resellerId,
      monthlyMinor,
      products,
      scope.actor.kind === 'member' && scope.actor.level === 'COMPANY',
    ],
  );
  return asked.map(({ approver }) => approver);
}
