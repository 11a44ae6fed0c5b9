import type { Scope } from '../../../kernel/scope.ts';

/** The queue's name of the job that makes one attempt. */
export const ATTEMPT = 'attempt-provisioning';

/**
 * Puts jobs in the queue, each for the moment of its next attempt; one that waits there already is moved, not doubled.
 * Every endpoint is a lane of its own, so that one that hangs holds up none of the others.
 */
export async function queueAttempts(scope: Scope, jobIds: readonly string[]): Promise<void> {
  if (!jobIds.length) return;
  await scope.sql(
    `select enqueue('${ATTEMPT}', jsonb_build_object('resellerId', j.reseller_id, 'jobId', j.id),
        -- What is due runs at once by the queue's own clock.
        case when j.next_attempt_at > $2 then j.next_attempt_at end,
        '${ATTEMPT} ' || j.id, 'connector ' || coalesce(p.connector_id::text, 'none'))
       from provisioning_job j join subscription s on s.id = j.subscription_id join product p on p.id = s.product_id
      where j.id = any($1) and j.state in ('QUEUED', 'RETRYING')`,
    [jobIds, scope.now],
  );
}
