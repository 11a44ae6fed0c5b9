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
 * Whose approval an order waits for, in their order (`order_approvers`): a bundle is what it is made of, too.
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
  const [asked] = await scope.sql<{ approvers: OrderApprover[] }>(
    `select order_approvers($1, $2, $3, $4 || array(select x.product_id::text from unnest($4::text[]) one
      cross join lateral parts_of(one::uuid) x)) as approvers`,
    [company.id, company.resellerId, monthlyMinor, products],
  );
  return asked?.approvers ?? [];
}
