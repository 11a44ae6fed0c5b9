import { randomBytes } from 'node:crypto';
import { argon2id, hash, needsRehash, verify } from 'argon2';

/** OWASP's first choice: 19 MiB, two passes, one lane. [S37] */
const COST = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** A hash of nobody's password, so that an unknown address takes as long as a known one. [S42] */
const decoy = hashPassword(randomBytes(16).toString('hex'));

/** Whether the password is the one behind `stored`; without `stored` it is not, after as long. */
export async function checkPassword(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await decoy), password);
  return matches && stored !== undefined;
}

export const isOutdated = (stored: string): boolean => needsRehash(stored, COST);
