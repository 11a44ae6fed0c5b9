import type { Tenancy } from '../../../kernel/actor.ts';
import type { Seals } from '../../../kernel/keys.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Endpoint, openEndpoint, type SealedEndpoint } from '../connectors/index.ts';
import { MAX_ATTEMPTS } from './back-off.ts';
import { isBefore, isStillWanted } from './locked-job.ts';
import { messageBody, type Wanted } from './message.ts';

/** A job that this worker, and no other, may attempt now. */
export interface Lease {
  jobId: string;
  leasedAt: Date;
  /** From 1, since somebody last asked for it to be tried. */
  attempt: number;
  connectorId: string | null;
  body: string;
  /** Where to send it, or why it cannot be sent. */
  target: Endpoint | { obstacle: string };
}

type Row = Wanted &
  Tenancy & { [K in keyof SealedEndpoint]: SealedEndpoint[K] | null } & {
    attempt: number;
    body: string | null;
    productName: string;
    disabledAt: Date | null;
  };

/** A queue's clock may be ahead of ours by this much. */
const CLOCK_TOLERANCE_MS = 1_000;

/**
 * Takes the lease on a job that is due, and gives it its message. Null if there is nothing to do: it is done, called off,
 * parked, not due, leased by another, its subscription no longer wants it, or another job of the subscription is under way.
 * [S80]
 */
export async function leaseAttempt(scope: Scope, seals: Seals, jobId: string): Promise<Lease | null> {
  const due = new Date(scope.now.getTime() + CLOCK_TOLERANCE_MS);
  const [row] = await scope.sql<Row>(
    `with leased as (
       update provisioning_job j set state = 'RUNNING', attempts = j.attempts + 1, leased_at = $2, next_attempt_at = null
        where j.id = $1 and j.state in ('QUEUED', 'RETRYING') and j.next_attempt_at <= $3
          and exists (select from subscription s where s.id = j.subscription_id and ${isStillWanted('j')})
          and not exists (select from provisioning_job other where other.subscription_id = j.subscription_id
            and other.id <> j.id and (other.state = 'RUNNING' or ${isBefore('other', 'j')}))
       returning j.*)
     select j.reseller_id as "resellerId", j.company_id as "companyId", j.end_user_id as "endUserId", j.action,
         j.attempts as attempt, j.body, j.created_at as "createdAt", s.id as "subscriptionId", s.quantity, s.parameters, p.code as "productCode", p.name as "productName", e.address, c.id as "connectorId", c.url, c.secret,
         c.previous_secret as "previousSecret", c.previous_secret_until as "previousSecretUntil",
         c.disabled_at as "disabledAt"
       from leased j join subscription s on s.id = j.subscription_id join product p on p.id = s.product_id
       left join connector c on c.id = p.connector_id
       left join email_address e on e.end_user_id = j.end_user_id and e."primary"`,
    [jobId, scope.now, due],
  );
  if (!row) return null;
  const { resellerId, companyId, endUserId } = row;
  scope.hint({ kind: 'ProvisioningJob', id: jobId, resellerId, companyId, endUserId });
  const body = row.body ?? messageBody(row);
  if (!row.body) await scope.sql('update provisioning_job set body = $2 where id = $1', [jobId, body]);
  return {
    jobId,
    leasedAt: scope.now,
    attempt: row.attempt,
    connectorId: row.connectorId,
    body,
    target: targetOf(row, seals, scope.now),
  };
}

function targetOf(row: Row, seals: Seals, now: Date): Lease['target'] {
  const { connectorId, url, secret, productName } = row;
  if (!connectorId || !url || !secret) return { obstacle: `No endpoint is configured for ${productName}.` };
  if (row.disabledAt) {
    return { obstacle: `The endpoint for ${productName} is gone: staff must configure a new one.` };
  }
  // Interrupted attempts do not end by themselves: a job that brings the worker down must not do so for ever.
  if (row.attempt > MAX_ATTEMPTS) return { obstacle: 'The attempts were interrupted again and again.' };
  try {
    return openEndpoint({ ...row, connectorId, url, secret }, seals, now);
  } catch {
    return {
      obstacle: `The secret of the endpoint for ${productName} cannot be read: staff must configure it anew.`,
    };
  }
}
