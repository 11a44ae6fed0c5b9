import { hashPassword } from '../password.ts';
import { newSecret } from '../tokens.ts';

/** A link with which somebody begins anew is good for a day, and for one use. [S43] */
const REISSUE_MS = 24 * 3_600_000;

export const reissueUntil = (now: Date): Date => new Date(now.getTime() + REISSUE_MS);

/** The hash of a password that nobody knows, in place of one that must not open anything any more. */
export const voidPassword = (): Promise<string> => hashPassword(newSecret());
