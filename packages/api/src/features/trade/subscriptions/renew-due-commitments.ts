import { id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

/**
 * Settles what follows the terms of a company's subscriptions that are over: another one, at the price that was agreed, or running
 * on. What somebody has given notice of is left to end. A term that was missed for long follows in the next hour. [C4]
 */
export const renewDueCommitments = verb({
  name: 'renewDueCommitments',
  permission: 'system',
  input: input('RenewDueCommitmentsInput', { companyId: id() }),
  async run(scope, { companyId }) {
    const today = localDate(scope.now);
    // Nobody gives notice meanwhile.
    await scope.sql(
      `select from subscription s where s.company_id = $1 and s.id in (
         select c.subscription_id from subscription_commitment c where c.company_id = $1 and c.followed_at is null and c.until <= $2)
       order by s.id for no key update`,
      [companyId, today],
    );
    const renewed = await scope.sql<{
      id: string;
      resellerId: string;
      endUserId: string | null;
      reference: string;
      commitmentId: string;
    }>(
      `with due as (
         update subscription_commitment c set followed_at = $3 from subscription s
           where s.id = c.subscription_id and c.company_id = $1 and ${isDue('c', 's', '$2')}
         returning c.*, s.reference, ${isRunningOn('s')} and c.terms ->> 'follows' = 'RENEWS'
           and not exists (select from subscription_commitment x where x.subscription_id = c.subscription_id and x."from" > c."from") as renews),
       made as (
         insert into subscription_commitment (id, reseller_id, company_id, end_user_id, subscription_id, "from", until, anchor, quantity,
             terms, created_at)
           select uuidv7(), d.reseller_id, d.company_id, d.end_user_id, d.subscription_id, d.until,
               next_term_end(d.anchor, d.until, d.terms), d.anchor,
               (select t.quantity from subscription_term t where t.subscription_id = d.subscription_id and t."from" <= d.until
                 order by t."from" desc limit 1), d.terms, $3
             from due d where d.renews
         returning *)
       select m.subscription_id as id, m.reseller_id as "resellerId", m.end_user_id as "endUserId", d.reference, m.id as "commitmentId"
         from made m join due d using (subscription_id)`,
      [companyId, today, scope.now],
    );
    const repriced = await scope.sql<{ id: string; before: number; after: number }>(
      `${PRICED}
       , later as (
         update subscription_term t
           set retail_minor = case t.retail_minor when k.was_retail_minor then k.retail_minor else t.retail_minor end,
             wholesale_minor = case t.wholesale_minor when k.was_wholesale_minor then k.wholesale_minor else t.wholesale_minor end
           from priced k where t.subscription_id = k.subscription_id and t."from" > k."from" and t.product_id = k.product_id),
       made as (
         insert into subscription_term (id, reseller_id, company_id, end_user_id, subscription_id, "from", product_id, quantity, parameters,
             retail_minor, wholesale_minor, begun_at, created_at)
           select uuidv7(), k.reseller_id, k.company_id, k.end_user_id, k.subscription_id, k."from", k.product_id, k.quantity,
               k.parameters, k.retail_minor, k.wholesale_minor, null, $2
             from priced k
         on conflict (subscription_id, "from") do update
           set retail_minor = excluded.retail_minor, wholesale_minor = excluded.wholesale_minor, begun_at = null)
       select subscription_id as id, was_retail_minor as before, retail_minor as after from priced`,
      [renewed.map(({ commitmentId }) => commitmentId), scope.now],
    );
    const prices = new Map(repriced.map((one) => [one.id, one]));
    return {
      result: renewed.length,
      subject: renewed.map(({ commitmentId: _, ...one }) => {
        const price = prices.get(one.id);
        return {
          type: 'Subscription',
          companyId,
          ...one,
          ...(price && price.before !== price.after
            ? { changed: { retailMinor: [price.before, price.after] as const } }
            : {}),
        };
      }),
    };
  },
});

const isRunningOn = (subscription: string): string =>
  `(${subscription}.ends_on is null and ${subscription}.state not in ('ENDING', 'ENDED'))`;

/** SQL: whether a term is over on this day, and nobody has settled what follows. What is to end on a day to come waits for it. */
export const isDue = (commitment: string, subscription: string, today: string): string =>
  `${commitment}.followed_at is null and ${commitment}.until is not null and ${commitment}.until <= ${today}
    and (${subscription}.ends_on is null or ${subscription}.state = 'ENDED')`;

/** SQL: the subscriptions of the terms $1 that are to be at the price of new ones, where that is another one from their first day on. */
const PRICED = `
  with priced as (
    select c.subscription_id, c.reseller_id, c.company_id, c.end_user_id, c."from", held.product_id, held.quantity, held.parameters,
        held.retail_minor as was_retail_minor, held.wholesale_minor as was_wholesale_minor, k.retail_minor, k.wholesale_minor
      from subscription_commitment c
      cross join lateral (select t.* from subscription_term t where t.subscription_id = c.subscription_id and t."from" <= c."from"
        order by t."from" desc limit 1) held
      join product p on p.id = held.product_id
      cross join lateral priced_units(p.id, c.company_id, case p.unit when 'PER_USER' then 0 else held.quantity end) units
      cross join lateral renewed_price(p.id, c.company_id, units, c."from") k
      where c.id = any ($1) and c.terms ->> 'renewalPrice' = 'LIST'
        and (held.retail_minor, held.wholesale_minor) <> (k.retail_minor, k.wholesale_minor))`;
