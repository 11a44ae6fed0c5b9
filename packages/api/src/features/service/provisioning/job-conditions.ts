/** SQL: something is still to be done about the job with this alias: by itself, by hand, or because it has failed. */
export const isOpenJob = (row: string): string => `(${row}.state not in ('DONE', 'CANCELLED'))`;

/** SQL: it could not succeed by itself. */
export const hasFailed = (row: string): string => `(${row}.state = 'PARKED')`;

/** SQL: a task that should have been done by now. */
export const isOverdue = (row: string): string =>
  `(${row}.state = 'WAITING' and coalesce(${row}.due_at < current_setting('steward.now')::timestamptz, false))`;
