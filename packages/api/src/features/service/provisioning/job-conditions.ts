/** SQL: something is still to be done about the job with this alias: by itself, by hand, or because it has failed. */
export const isOpenJob = (row: string): string => `(${row}.state not in ('DONE', 'CANCELLED'))`;

/** SQL: it could not succeed by itself. */
export const hasFailed = (row: string): string => `(${row}.state = 'PARKED')`;

/** SQL: a task that should have been done by now. */
export const isOverdue = (row: string): string =>
  `(${row}.state = 'WAITING' and coalesce(${row}.due_at < current_setting('steward.now')::timestamptz, false))`;

/**
 * SQL: `other` comes before the job of this alias. Of one subscription one job is under way at a time, and a change waits for what
 * was to be done before it, so that the last one holds in the end. At one connector what concerns one person is done in the order
 * in which it was asked for: a mailbox before its archive. Two conditions, as each is found by an index of its own.
 */
export const comesBefore = (job: string, other: string): readonly [string, string] => [
  `(${other}.subscription_id = ${job}.subscription_id and ${other}.id <> ${job}.id
      and (${other}.state = 'RUNNING' or ${job}.action in ('CHANGE', 'CORRECT') and ${other}.action <> 'DEPROVISION'
        and ${other}.state not in ('DONE', 'CANCELLED') and ${other}.id < ${job}.id))`,
  `(${other}.end_user_id = ${job}.end_user_id and ${other}.connector_id = ${job}.connector_id and ${other}.id <> ${job}.id
      and (${other}.state = 'RUNNING' or ${other}.state in ('QUEUED', 'RETRYING') and ${other}.id < ${job}.id))`,
];

/** SQL: something comes before the job of this alias. */
export const isHeldUp = (job: string): string =>
  `(${comesBefore(job, 'other')
    .map((before) => `exists (select from provisioning_job other where ${before})`)
    .join(' or ')})`;

/** SQL: what the job of this alias, which is to be attempted, waits for: the first that comes before it; null: for nothing. */
export const aheadOf = (job: string): string =>
  `select jsonb_build_object('id', ahead.id, 'action', ahead.action, 'state', ahead.state, 'product', p.name)
    from (${comesBefore(job, 'other')
      .map(
        (before) =>
          `select other.id, other.action, other.state, other.subscription_id from provisioning_job other where ${before}`,
      )
      .join(' union all ')}) ahead
    join subscription s on s.id = ahead.subscription_id join product p on p.id = s.product_id
    where ${job}.state in ('QUEUED', 'RETRYING') order by ahead.id limit 1`;
