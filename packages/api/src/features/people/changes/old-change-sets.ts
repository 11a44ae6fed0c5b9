const DAY_MS = 24 * 3_600_000;

/** How long what stands in the rows is kept: while nobody has decided, while somebody is to approve, and to be reversed. */
const PREVIEW_DAYS = 1;
const WAITING_DAYS = 14;
const REVERSIBLE_DAYS = 30;

/** SQL: what has been kept long enough, in three kinds; its parameters are `oldSince`. */
export const isOldPreview = `(state = 'PREVIEW' and created_at <= $1)`;
export const isOldWaiting = `(state = 'WAITING' and created_at <= $2)`;
export const isOldDone = `(state in ('DONE', 'REVERSED', 'FAILED') and forgotten_at is null and created_at <= $3)`;

/** What was made then or earlier is kept no longer. */
export const oldSince = (now: Date): Date[] =>
  [PREVIEW_DAYS, WAITING_DAYS, REVERSIBLE_DAYS].map((days) => new Date(now.getTime() - days * DAY_MS));
