import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';

/** Five older jobs that could not succeed, with what the other side said: a refusal at once, or silence until it was given up. */
const STUCK = `
  with chosen as (
    select id, row_number() over (order by id) as n from provisioning_job
      where state = 'DONE' and connector = 'WEBHOOK' order by created_at desc limit 5 ),
  stuck as (
    select c.id, s.* from chosen c join (values
        (0, 1, 'REFUSED', 'The receiver refused it (400): no licence is left in the pool.', 184),
        (1, 1, 'REFUSED', 'The receiver refused it (409): the mailbox exists in another organisation.', 231),
        (2, 8, 'TIMEOUT', 'The receiver did not answer within 10 seconds.', 10000)
      ) as s (kind, tries, outcome, said, took_ms) on s.kind = c.n % 3 ),
  parked as (
    update provisioning_job j set state = 'PARKED', attempts = s.tries, finished_at = null,
        fault = s.outcome,
        reason = case when s.tries > 1 then 'Given up after ' || s.tries || ' attempts. ' else '' end || s.said
      from stuck s where s.id = j.id returning j.* ),
  noted as (
    insert into provisioning_attempt (id, reseller_id, company_id, end_user_id, job_id, at, outcome, detail, duration_ms)
      select uuidv7(), p.reseller_id, p.company_id, p.end_user_id, p.id,
          p.created_at + interval '2 seconds' + interval '90 seconds' * (attempt - 1) ^ 3, s.outcome, s.said, s.took_ms
        from parked p join stuck s on s.id = p.id cross join generate_series(1, s.tries) attempt )
  update subscription s set state = 'PARKED' from parked p where p.subscription_id = s.id`;

/** What receivers have said yes to, and what was done by hand, is what is there. */
const SEEN = `
  insert into observation (id, reseller_id, company_id, end_user_id, subscription_id, connector_id, desired, observed, observed_at,
      created_at)
    select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id,
        case when p.connector <> 'MANUAL' then p.connector_id end, shape.there, shape.there, j.finished_at, j.finished_at
      from subscription s join product p on p.id = s.product_id
      cross join lateral (select max(d.finished_at) as finished_at from provisioning_job d
        where d.subscription_id = s.id and d.state = 'DONE') j
      left join email_address e on e.end_user_id = s.end_user_id and e."primary"
      cross join lateral (select jsonb_strip_nulls(jsonb_build_object('product', p.code, 'quantity', s.quantity,
        'address', e.address)) || s.parameters as there) shape
     where s.state = 'ACTIVE' and j.finished_at is not null
  on conflict (subscription_id) do nothing`;

/** What is there is known, and some jobs are stuck, for staff to look into. */
async function begin({ inScope }: Demonstration): Promise<void> {
  await inScope(async (scope) => {
    await scope.sql(STUCK);
    await scope.sql(SEEN);
  });
}

export const demo: DemoPart = { present: begin };
