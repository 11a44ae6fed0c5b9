import type { Scope } from '../../../kernel/scope.ts';

/** The queue's names of the jobs that bill: a reseller's companies, and what the platform bills to all tenants. */
export const BILL = 'bill-customers';
export const BILL_ALL = 'bill-customers-of-platform';

/** Has runs gone on with, each once however often that is wanted; the platform's own for all tenants. */
export async function queueBilling(
  scope: Scope,
  billingRunIds: readonly string[],
  runAt?: Date,
): Promise<void> {
  await scope.sql(
    `select enqueue(case when r.is_platform then '${BILL_ALL}' else '${BILL}' end, jsonb_strip_nulls(jsonb_build_object('billingRunId', b.id,
        'resellerId', case when not r.is_platform then r.id end)), $2, '${BILL} ' || b.id)
      from billing_run b join reseller r on r.id = b.reseller_id where b.id = any($1)`,
    [billingRunIds, runAt ?? null],
  );
}
