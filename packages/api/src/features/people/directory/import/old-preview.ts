/** How long a file that nobody decides on is kept: it holds personal data for which there is no use yet. */
const PREVIEW_MS = 24 * 3_600_000;

/** SQL: an import that nobody has decided on in time; $1 is `oldSince`. */
export const isOldPreview = `state = 'PREVIEW' and created_at <= $1`;

/** A preview made then or earlier is kept no longer. */
export const oldSince = (now: Date): Date => new Date(now.getTime() - PREVIEW_MS);
