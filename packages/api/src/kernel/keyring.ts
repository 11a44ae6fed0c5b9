import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { newId } from '@steward/shared';
import { decrypt, encrypt, type Seals } from './keys.ts';
import { secretWrapper, type WrappedKey, Wrapping } from './wrapping.ts';

/** Asks the database for keys by id, as whoever reads. */
export type FetchKeys = (ids: readonly string[]) => Promise<readonly WrappedKey[]>;

/** SQL: the number of the advisory lock on which key of this tenant, a company or reseller, is in force. */
export const keyLock = (tenant: string): string => `hashtextextended('tenant key ' || ${tenant}, 0)`;

/** What a sealed value is bound to: it opens in no other row and no other column. */
export const placeOf = (table: string, column: string, id: string): string => `${table}.${column} ${id}`;

/**
 * In JSON text a sealed value is a string that begins so: `S`, escaped. PostgreSQL escapes control characters, quotes and
 * backslashes only, and a backslash that somebody typed is two, so that no text of theirs can begin like this.
 */
const MARK = '"\\u0053';

/** SQL: a sealed column as JSON that `Keyring.openJson` finds, with the place that it opens in; null stays null. */
export const markedSql = (sealed: string, place: string, id: string): string =>
  `('${MARK}${place} ' || ${id} || ' ' || ${sealed} || '"')::json`;

const FORM = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.[A-Za-z0-9_-]{38,}';
/** A sealed value: `<id of the data key>.<base64url of nonce, tag and ciphertext>`; the same in PostgreSQL's dialect. */
export const SEALED = `${FORM}$`;
/** One that is looked up: what finds it comes third. */
export const SEALED_AND_SOUGHT = `${FORM}\\.[A-Za-z0-9_-]{8,}$`;
const sealedForm = new RegExp(`${FORM}(\\.[A-Za-z0-9_-]{8,})?$`);
export const isSealed = (text: string): boolean => sealedForm.test(text);

export const keyIdOf = (sealed: string): string => sealed.slice(0, 36);

/** What stands for a value whose key was destroyed: nobody can read it any more. */
export const ERASED = '[erased]';

/** For how long a key is taken to be there still: one that was destroyed is forgotten by then. */
const KNOWN_MS = 600_000;
/** Keys kept open that nobody has used for as long: some 10 MB. */
const MOST_IDLE = 50_000;

/** Values opened between two turns of the event loop: some 2 ms. */
const AT_ONCE = 500;

/** The tenants' data keys as far as this process has met them, and what is done with them. [S55] */
export class Keyring {
  readonly #seals: Seals;
  readonly #wrapping: Wrapping;
  /** By id; the one that was looked for in the database longest ago comes first. */
  readonly #keys = new Map<string, { key: Buffer; learnt: number }>();

  constructor(seals: Seals, wrapping = new Wrapping(secretWrapper(seals))) {
    this.#seals = seals;
    this.#wrapping = wrapping;
  }

  /** Fresh data keys, wrapped for the database. */
  async make(count: number): Promise<WrappedKey[]> {
    const keys = Array.from({ length: count }, () => ({ id: newId(), key: randomBytes(32) }));
    const wrapped = await this.#wrapping.wrap(keys);
    for (const { id, key } of keys) this.#know(id, key);
    return wrapped;
  }

  /** Takes keys out of their wrapping, unless they are open already; throws if this installation was not given what wrapped them. */
  async learn(keys: readonly WrappedKey[]): Promise<void> {
    const unknown = keys.filter(({ id }) => !this.#keys.has(id));
    const opened = unknown.length ? await this.#wrapping.unwrap(unknown) : [];
    for (const { id, key } of opened) this.#know(id, key);
    for (const { id } of keys) this.#know(id, this.#key(id));
  }

  #know(id: string, key: Buffer): void {
    this.#keys.delete(id);
    this.#keys.set(id, { key, learnt: performance.now() });
    for (const idle of this.#keys.keys()) {
      if (this.#keys.size <= MOST_IDLE || this.#isFresh(idle)) return;
      this.#keys.delete(idle);
    }
  }

  #isFresh(id: string): boolean {
    const known = this.#keys.get(id);
    return known !== undefined && performance.now() - known.learnt < KNOWN_MS;
  }

  /** Of these keys those that are not in a wrapping as it would be made now, in such a one. */
  async rewrapped(keys: readonly WrappedKey[]): Promise<WrappedKey[]> {
    const outdated = keys.filter(({ wrapped }) => !this.#wrapping.isCurrent(wrapped));
    return this.#wrapping.wrap(await this.#wrapping.unwrap(outdated));
  }

  /** Wraps a key of nobody and opens it again; throws if that cannot be done. */
  async assertWraps(): Promise<void> {
    const key = { id: newId(), key: randomBytes(32) };
    const [opened] = await this.#wrapping.unwrap(await this.#wrapping.wrap([key]));
    if (!opened?.key.equals(key.key)) throw new Error('A key that was wrapped came back as another.');
  }

  /** Does whatever is to be done every hour for keys to open. */
  tend(): Promise<void> {
    return this.#wrapping.tend();
  }

  seal(keyId: string, text: string, place: string): string {
    return `${keyId}.${encrypt(this.#key(keyId), text, place)}`;
  }

  /** A telephone number sealed, with what finds it. */
  sealSought(keyId: string, number: string, place: string): string {
    return `${this.seal(keyId, number, place)}.${this.#seals.numbers.keyOf(number)}`;
  }

  /**
   * Opens a value for whose key `learnFor` has asked: `ERASED` if that is there no more. Throws if it does not belong in this
   * place or was changed.
   */
  open(sealed: string, place: string): string {
    const [keyId, content = ''] = sealed.split('.') as [string, string?];
    const known = this.#keys.get(keyId);
    return known ? decrypt(known.key, content, place) : ERASED;
  }

  /** Learns the keys of these values that are not known, or not of late: one statement, or none. */
  async learnFor(sealed: Iterable<string>, fetch: FetchKeys): Promise<void> {
    const unknown = new Set<string>();
    for (const value of sealed) if (!this.#isFresh(keyIdOf(value))) unknown.add(keyIdOf(value));
    if (!unknown.size) return;
    const found = await fetch([...unknown]);
    for (const { id } of found) unknown.delete(id);
    for (const destroyed of unknown) this.#keys.delete(destroyed);
    await this.learn(found);
  }

  /** The JSON text with every value that `markedSql` made opened. */
  async openJson(json: string, fetch: FetchKeys): Promise<string> {
    const found: { from: number; to: number; place: string; sealed: string }[] = [];
    for (let from = json.indexOf(MARK); from >= 0; ) {
      const to = json.indexOf('"', from + MARK.length) + 1;
      const text = json.slice(from + MARK.length, to - 1);
      const gap = text.lastIndexOf(' ');
      found.push({ from, to, place: text.slice(0, gap), sealed: text.slice(gap + 1) });
      from = json.indexOf(MARK, to);
    }
    if (!found.length) return json;
    await this.learnFor(
      found.map(({ sealed }) => sealed),
      fetch,
    );
    const parts: string[] = [];
    let done = 0;
    for (const [i, { from, to, place, sealed }] of found.entries()) {
      if (i % AT_ONCE === AT_ONCE - 1) await setImmediate();
      parts.push(json.slice(done, from), JSON.stringify(this.open(sealed, place)));
      done = to;
    }
    parts.push(json.slice(done));
    return parts.join('');
  }

  #key(id: string): Buffer {
    const known = this.#keys.get(id);
    if (!known) throw new Error(`The key ${id} to seal under is not there.`);
    return known.key;
  }
}
