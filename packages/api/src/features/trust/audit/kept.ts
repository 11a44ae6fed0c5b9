import { createHash } from 'node:crypto';
import { isId } from '@steward/shared';
import { z } from 'zod';

/** What was kept elsewhere of an entry: in an export, or as the end of a chain in a log. */
const KEPT = z.object({
  resellerId: z.string().refine(isId),
  position: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  previousHash: z.string().optional(),
  said: z.string().optional(),
});
export type Kept = z.infer<typeof KEPT>;

/** What a line of JSON tells of an entry with a place; undefined if it tells of none. */
export function keptOf(line: string): Kept | undefined {
  try {
    return KEPT.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** What is wrong between what was kept of an entry and the hash that stands at its place; undefined: nothing. */
export function differenceFrom(kept: Kept, hash: string | null): string | undefined {
  const place = `the entry at place ${kept.position}`;
  if (kept.said !== undefined && hashOf(kept) !== kept.hash)
    return `${place} was changed in what was kept: its hash is of something else.`;
  if (hash === null) return `${place} is missing; it was there when it was kept.`;
  return hash === kept.hash ? undefined : `${place} is another one than was kept.`;
}

const hashOf = ({ previousHash = '', said = '' }: Kept): string =>
  createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(said, 'utf8').digest('hex');
