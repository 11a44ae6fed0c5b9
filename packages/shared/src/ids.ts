import { v7, validate } from 'uuid';

/** A new id: a UUIDv7, so that ids sort by the time they were made and indexes grow at one end. */
export function newId(): string {
  return v7();
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
