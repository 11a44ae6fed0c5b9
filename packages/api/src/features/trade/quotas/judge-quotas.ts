import type { PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';

/** What a line of an order comes to, as far as quotas count it. */
export interface CountedLine {
  /** Its place in what was asked. */
  line: number;
  productId: string;
  quantity: number;
  /** The subscription that it changes or ends. */
  subscriptionId: string | null;
  ends: boolean;
  /** Per unit and month; the cost is looked up where whoever asks may not know it. */
  retailMinor: number;
  wholesaleMinor: number | null;
}

/** A quota that an order takes something of. */
export interface TouchedQuota {
  /** The last line that does. */
  line: number;
  /** What it counts: a product, a category, or everything a month. */
  name: string;
  /** Of whom: one company, or all companies of its reseller together. */
  ofCompany: boolean;
  /** Whether it is money. */
  money: boolean;
  /** Units, or minor units a month; null where they are not the reader's to know. */
  most: number | null;
  comesTo: number | null;
  /** Why that is too much; null if it is not. */
  problem: string | null;
}

/** Says which quotas of a company, and of its reseller, these lines take something of, and which they would exceed. [C4] */
export const judgeQuotas = (
  scope: Scope,
  company: { id: string },
  lines: readonly CountedLine[],
  startsOn: PlainDate,
): Promise<TouchedQuota[]> =>
  scope.sql<TouchedQuota>(
    `select line, name, of_company as "ofCompany", money, most::float8 as most, comes_to::float8 as "comesTo", problem
      from quotas_touched($1, $2, $3) order by line, of_company desc, name`,
    [company.id, startsOn, JSON.stringify(lines)],
  );
