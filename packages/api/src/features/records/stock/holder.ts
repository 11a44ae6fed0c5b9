import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** INVALID_INPUT unless the person and the subscription are there and of the company. */
export async function assertOfCompany(
  scope: Scope,
  companyId: string,
  { endUserId, subscriptionId }: { endUserId?: string | null; subscriptionId?: string | null },
): Promise<void> {
  const [found] = await scope.sql<{ person: boolean; subscription: boolean }>(
    `select exists (select from end_user where id = $2 and company_id = $1) as person,
        exists (select from subscription where id = $3 and company_id = $1 and state <> 'ENDED') as subscription`,
    [companyId, endUserId ?? null, subscriptionId ?? null],
  );
  if (endUserId && !found?.person) throw invalid('endUserId', 'Must be somebody of the company.');
  if (subscriptionId && !found?.subscription)
    throw invalid('subscriptionId', 'Must be a subscription of the company that has not ended.');
}
