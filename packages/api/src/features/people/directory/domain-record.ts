import { randomBytes } from 'node:crypto';
import { domainToASCII } from 'node:url';

/** Under this name below the domain, so that a record never meets those of the mail system. */
export const recordNameOf = (domain: string): string => `_steward.${domainToASCII(domain)}`;

/** A new text that nobody can know beforehand: whoever sets it in the zone was told it here, and may change the zone. */
export const newRecordValue = (): string => `steward-proof=${randomBytes(16).toString('hex')}`;

/** Why what was found does not prove the domain; undefined if it does. `found` as `Dns.txt` answers. */
export function problemOf(found: readonly string[] | undefined, value: string): string | undefined {
  if (!found) return 'The name servers of the domain did not answer.';
  if (found.some((text) => text.trim() === value)) return undefined;
  return found.length
    ? 'There is a record of this name, but it says something else.'
    : 'There is no such record yet. After it is set, it may take an hour to be seen everywhere.';
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long after it was added a domain is looked up how often. */
const LOOKS: readonly (readonly [ageMs: number, everyMs: number])[] = [
  [HOUR, MINUTE],
  [24 * HOUR, 15 * MINUTE],
  [30 * 24 * HOUR, 6 * HOUR],
];

/** When a domain that was added then is looked up after now; null once it has waited for a month. */
export function nextCheck(addedAt: Date, now: Date): Date | null {
  const age = now.getTime() - addedAt.getTime();
  const every = LOOKS.find(([until]) => age < until)?.[1];
  return every ? new Date(now.getTime() + every) : null;
}
