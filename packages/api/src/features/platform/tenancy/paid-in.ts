import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Currency } from './currency.ts';

/** What is paid on both sides of a company's services. */
export interface PaidIn {
  /** By the company. */
  currency: Currency;
  /** By whoever sells to it. */
  costCurrency: Currency;
}

/** What a company pays in, and whoever sells to it; NOT_FOUND for others'. [C2] */
export async function paidIn(scope: Scope, companyId: string): Promise<PaidIn> {
  const [paid] = await scope.sql<PaidIn>(
    `select c.currency, r.currency as "costCurrency" from company c join reseller r on r.id = c.reseller_id where c.id = $1`,
    [companyId],
  );
  if (!paid) throw notFound('company');
  return paid;
}
