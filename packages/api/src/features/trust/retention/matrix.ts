import { addDays, addMonths, localDate, monthOf, monthPeriod, type PlainDate } from '@steward/shared';
import { RETENTION_RULES, type RetentionRule, retentionRule } from '../../../kernel/personal-data.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Whose data it is: a company's, or a reseller's own. */
export interface Tenant {
  resellerId: string;
  companyId: string | null;
}

/** How long something is kept, and what decided it: the statute goes before the contract, that before the default. */
export interface Term {
  rule: RetentionRule;
  /** None: while it is used. */
  months: number | null;
  days: number | null;
  decidedBy: 'STATUTE' | 'CONTRACT' | 'DEFAULT' | 'CHOICE';
  /** What the matrix says without a choice. */
  usualMonths: number | null;
  /** The fewest months that may be chosen; null: it is not for tenants to choose. */
  leastMonths: number | null;
}

const RULES = Object.keys(RETENTION_RULES) as RetentionRule[];

/**
 * The matrix as it is for a tenant. A choice shortens, never beyond what law and contract ask for; `callMonths` is what the
 * platform keeps calls for.
 */
export function termsOf(choices: Partial<Record<RetentionRule, number>>, callMonths: number): Term[] {
  return RULES.map((rule) => {
    const { months, days = null, least, by } = retentionRule(rule);
    const usualMonths = (rule === 'TRAFFIC' ? callMonths : months) ?? null;
    const leastMonths = least === undefined || usualMonths === null ? null : Math.min(least, usualMonths);
    const chosen = leastMonths === null ? undefined : choices[rule];
    const shorter = chosen !== undefined && usualMonths !== null && chosen < usualMonths;
    return {
      rule,
      months: shorter ? Math.max(chosen, leastMonths ?? 0) : usualMonths,
      days,
      decidedBy: shorter ? 'CHOICE' : by,
      usualMonths,
      leastMonths,
    };
  });
}

/** What began before this day is over; null: nothing is. Traffic data goes by whole months, unless a tenant keeps it shorter. */
export function overBefore({ rule, months, days, decidedBy }: Term, now: Date): PlainDate | null {
  const today = localDate(now);
  if (months !== null) {
    const day = addMonths(today, -months);
    return rule === 'TRAFFIC' && decidedBy !== 'CHOICE' ? monthPeriod(monthOf(day)).start : day;
  }
  return days === null ? null : addDays(today, -days);
}

/** The matrix of a tenant as the scope sees it; `instead` is tried out in place of what was chosen. */
export async function readTerms(
  scope: Scope,
  { resellerId, companyId }: Tenant,
  instead: Partial<Record<RetentionRule, number>> = {},
): Promise<Term[]> {
  const rows = await scope.sql<{ rule: RetentionRule; months: number }>(
    'select rule, months from retention_choice where reseller_id = $1 and company_id is not distinct from $2',
    [resellerId, companyId],
  );
  const [calls] = await scope.sql<{ months: number }>('select call_months() as months');
  const chosen = Object.fromEntries(rows.map(({ rule, months }) => [rule, months]));
  return termsOf({ ...chosen, ...instead }, calls?.months ?? 12);
}
