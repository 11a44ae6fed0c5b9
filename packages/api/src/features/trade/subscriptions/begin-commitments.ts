import type { PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';

/**
 * Takes subscriptions that become another product for as long as that product says, from the day on which they do. Where it
 * says nothing, what was agreed before goes on. [C4]
 */
export async function beginCommitments(scope: Scope, ids: readonly string[], from: PlainDate): Promise<void> {
  if (!ids.length) return;
  await scope.sql(
    `insert into subscription_commitment (id, reseller_id, company_id, end_user_id, subscription_id, "from", until, free_until, anchor,
         quantity, terms, created_at)
       select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, $2, term_end($2, p.commitment), free_days_end($2, p.commitment),
           $2, t.quantity, p.commitment, $3
         from subscription s join subscription_term t on t.subscription_id = s.id and t."from" = $2
           join product p on p.id = t.product_id
         where s.id = any ($1) and p.commitment is not null
       on conflict (subscription_id, "from") do update set until = excluded.until, free_until = excluded.free_until,
         quantity = excluded.quantity, terms = excluded.terms`,
    [ids, from, scope.now],
  );
  await scope.sql(
    `update subscription s set ends_on = c.until from subscription_commitment c
      where s.id = any ($1) and c.subscription_id = s.id and c."from" = $2 and s.ends_on is null and c.terms ->> 'follows' = 'ENDS'`,
    [ids, from],
  );
}
