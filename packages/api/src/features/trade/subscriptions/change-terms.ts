import { localDate, type ParameterValues, type PlainDate } from '@steward/shared';
import { emit } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { subscriptionChanged } from './events.ts';

/** What a subscription comes to from a day on; prices in minor units per unit and month. */
export interface ChangedTerms {
  subscriptionId: string;
  productId: string;
  quantity: number;
  parameters: ParameterValues;
  retailMinor: number;
  wholesaleMinor: number;
}

/**
 * Gives subscriptions of a company other terms from a day on, today or later. What was planned for days after it stays as far as
 * it is about the same product: its prices do, its number and what was chosen do not. Of a bundle there are as many parts as go with it. What changes today is set up so at once. [C2] [C3]
 */
export async function changeTerms(
  scope: Scope,
  company: { id: string; resellerId: string },
  asked: readonly ChangedTerms[],
  from: PlainDate,
): Promise<void> {
  const changes = [...asked, ...(await partsOf(scope, asked))];
  const today = localDate(scope.now);
  const rows = JSON.stringify(changes);
  const given = `jsonb_to_recordset($1) g ("subscriptionId" uuid, "productId" uuid, quantity integer, parameters jsonb, "retailMinor" integer,
    "wholesaleMinor" integer)`;
  await scope.sql(
    `delete from subscription_term t using ${given}
      where t.subscription_id = g."subscriptionId" and t."from" > $2 and t.product_id <> g."productId"`,
    [rows, from],
  );
  await scope.sql(
    `update subscription_term t set quantity = g.quantity, parameters = g.parameters from ${given}
      where t.subscription_id = g."subscriptionId" and t."from" > $2`,
    [rows, from],
  );
  await scope.sql(
    `insert into subscription_term (id, reseller_id, company_id, end_user_id, subscription_id, "from", product_id, quantity,
         parameters, retail_minor, wholesale_minor, begun_at, created_at)
       select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, $2, g."productId", g.quantity, g.parameters, g."retailMinor",
           g."wholesaleMinor", case when $2 <= greatest($3::date, s.starts_on) then $4::timestamptz end, $4
         from ${given} join subscription s on s.id = g."subscriptionId"
       on conflict (subscription_id, "from") do update set product_id = excluded.product_id, quantity = excluded.quantity,
         parameters = excluded.parameters,
         retail_minor = excluded.retail_minor, wholesale_minor = excluded.wholesale_minor`,
    [rows, from, today, scope.now],
  );
  const begun = await scope.sql<{ id: string; started: boolean }>(
    `update subscription s set product_id = g."productId", quantity = g.quantity, parameters = g.parameters, retail_minor = g."retailMinor",
         wholesale_minor = g."wholesaleMinor"
       from ${given} where s.id = g."subscriptionId" and $2 <= greatest($3::date, s.starts_on)
     returning s.id, s.started_at is not null as started`,
    [rows, from, today],
  );
  const subscriptionIds = begun.flatMap(({ id, started }) => (started ? id : []));
  const { resellerId } = company;
  if (subscriptionIds.length) await emit(scope, subscriptionChanged, { resellerId, subscriptionIds });
}

/** The parts of bundles of which there are to be so many: as they were sold, whatever a bundle is made of by now. */
async function partsOf(scope: Scope, changes: readonly ChangedTerms[]): Promise<ChangedTerms[]> {
  const quantities = new Map(changes.map(({ subscriptionId, quantity }) => [subscriptionId, quantity]));
  const parts = await scope.sql<{
    id: string;
    partOfId: string;
    each: number;
    productId: string;
    parameters: ParameterValues;
  }>(
    `select id, part_of_id as "partOfId", part_quantity as each, product_id as "productId", parameters
      from subscription where part_of_id = any ($1)`,
    [[...quantities.keys()]],
  );
  return parts.map(({ id, partOfId, each, productId, parameters }) => ({
    subscriptionId: id,
    productId,
    quantity: each * (quantities.get(partOfId) ?? 1),
    parameters,
    retailMinor: 0,
    wholesaleMinor: 0,
  }));
}
