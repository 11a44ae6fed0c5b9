import type { Scope } from '../../../kernel/scope.ts';

/** The queue's name of the job that makes one attempt. */
export const ATTEMPT = 'attempt-provisioning';

/**
 * Puts jobs in the queue, each for the moment of its next attempt; one that waits there already is moved, not doubled.
 * Every connector is a lane of its own, so that one that hangs holds up none of the others. Of a company's jobs that wait there the
 * first goes with the first of the others, and the thousandth after theirs.
 */
export async function queueAttempts(scope: Scope, jobIds: readonly string[]): Promise<void> {
  if (!jobIds.length) return;
  await scope.sql(
    `with due as (
       select j.id, j.reseller_id, j.company_id, j.next_attempt_at, coalesce(j.connector_id, p.connector_id) as connector_id
         from provisioning_job j join subscription s on s.id = j.subscription_id join product p on p.id = s.product_id
        where j.id = any($1) and j.state in ('QUEUED', 'RETRYING')),
     waiting as (
       select w.company_id, count(*) as jobs from provisioning_job w
        where w.company_id in (select company_id from due) and w.state = 'QUEUED' and w.id <> all ($1) group by w.company_id),
     ranked as (
       select d.*, coalesce(w.jobs, 0) + row_number() over (partition by d.company_id order by d.id) as place
         from due d left join waiting w on w.company_id = d.company_id)
     select enqueue('${ATTEMPT}', jsonb_build_object('resellerId', r.reseller_id, 'jobId', r.id),
        -- What is due runs at once by the queue's own clock.
        case when r.next_attempt_at > $2 then r.next_attempt_at end,
        '${ATTEMPT} ' || r.id, 'connector ' || coalesce(r.connector_id::text, 'none'),
        least(9, floor(log(2, r.place)))::integer)
       from ranked r`,
    [jobIds, scope.now],
  );
}
