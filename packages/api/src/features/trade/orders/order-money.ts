import type { FieldError } from '@steward/shared';
import { localDate, type PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { type Currency, paidIn } from '../../platform/tenancy/index.ts';
import type { TouchedQuota } from '../quotas/index.ts';
import { type JudgedLine, judgeLines, knowsCost } from './judge-lines.ts';
import type { OrderApprover } from './order.entity.ts';
import { type Effect, orderEffect } from './order-effect.ts';
import type { OrderLine } from './order-lines.ts';
import { approversOf } from './placing.ts';

/** What an order would come to, and what stands in its way. */
export interface OrderMoney {
  judged: JudgedLine[];
  problems: FieldError[];
  retail: Effect;
  /** `null` for who may not know what the reseller pays. */
  cost: Effect | null;
  /** Of what the company pays, and of what whoever sells to it does. */
  currency: Currency;
  costCurrency: Currency;
  awaits: OrderApprover[];
  quotas: TouchedQuota[];
}

/** Looks at lines as they would be ordered, at the prices that whoever acts knows. [C4] */
export async function orderMoney(
  scope: Scope,
  company: { id: string; resellerId: string },
  lines: readonly OrderLine[],
  startsOn: PlainDate,
  { withoutHeld = false }: { withoutHeld?: boolean } = {},
): Promise<OrderMoney> {
  const today = localDate(scope.now);
  const { judged, problems, quotas } = await judgeLines(scope, company, lines, startsOn, { withoutHeld });
  const retail = orderEffect(judged, startsOn, today, ({ unitMinor }) => unitMinor);
  return {
    judged,
    problems,
    retail,
    cost: knowsCost(scope)
      ? orderEffect(judged, startsOn, today, ({ unitCostMinor }) => unitCostMinor ?? 0)
      : null,
    ...(await paidIn(scope, company.id)),
    awaits: await approversOf(scope, company, judged, retail.monthlyMinor),
    quotas,
  };
}
