import type { Scope } from '../../../kernel/scope.ts';
import { CHANGED, type Changed, tellOfChange } from './suspend-services.ts';

/** SQL: outgoing calls of its company can be barred through the subscription with this alias. */
export const barsCalls = (row: string): string =>
  `(${row}.state not in ('ENDING', 'ENDED') and exists (select from product q where q.id = ${row}.product_id and q.bars_calls and q.parts = '[]'))`;

/**
 * Bars outgoing calls, except to emergency and free numbers, for the companies that `barred` (SQL of a condition on `s.company_id`) is true of, as
 * far as their products can, lets those of all others go out again, and has both provisioned. Coming twice does nothing more. [B2]
 */
export async function barCalls(scope: Scope, barred: string): Promise<Changed[]> {
  const changed = await scope.sql<Changed>(
    `update subscription s set calls_barred_at = case when s.calls_barred_at is null then $1::timestamptz end
      where s.calls_barred_at is null and ${barsCalls('s')} and ${barred}
        or s.calls_barred_at is not null and not ${barred}
      returning ${CHANGED}, old.calls_barred_at as was`,
    [scope.now],
  );
  await tellOfChange(scope, changed);
  return changed;
}
