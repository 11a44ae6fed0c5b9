import { Problem } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { hashSecret } from '../../../people/identity/index.ts';

export const linkOver = (): Problem =>
  new Problem(
    'NOT_FOUND',
    'This link is no longer good. Open the one in the latest letter, or ask whoever sent it.',
  );

/** Which invoice the link with this secret is of; NOT_FOUND if it has expired or never was. */
export async function findPayLink(
  scope: Scope,
  token: string,
): Promise<{ invoiceId: string; resellerId: string }> {
  const [found] = await scope.sql<{ invoiceId: string; resellerId: string }>(
    'select invoice_id as "invoiceId", reseller_id as "resellerId" from find_pay_link($1)',
    [hashSecret(token)],
  );
  if (!found) throw linkOver();
  return found;
}
