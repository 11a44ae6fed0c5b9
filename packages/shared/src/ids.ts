import { v7, validate } from 'uuid';

/** Random bytes for many ids at once: to ask the system for each id's alone takes longer than the id. */
const random = new Uint8Array(16 * 512);
let taken = random.length;
let msecs = 0;
let seq = 0;

/** A new id: a UUIDv7, so that ids sort by the time they were made, one by one, and indexes grow at one end. */
export function newId(): string {
  if (taken === random.length) {
    crypto.getRandomValues(random);
    taken = 0;
  }
  const own = random.subarray(taken, taken + 16);
  taken += 16;
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // Half of what 32 bits hold is left to count on within the millisecond.
    seq = new DataView(own.buffer, own.byteOffset).getUint32(0) >>> 1;
  } else {
    seq += 1;
  }
  return v7({ random: own, msecs, seq });
}

/** Crockford's base32: no I, L, O or U, so that a reference can be read out and typed. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference that people quote, such as `S-7KQ2M9XA`: the prefix and 40 random bits. Uniqueness is the database's. */
export function newReference(prefix: string): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${Array.from(random, (byte) => CROCKFORD[byte % 32]).join('')}`;
}

/** Whether the text has the form of an id (a UUID of any version), so that it can be looked up at all. */
export function isId(text: string): boolean {
  return validate(text);
}
