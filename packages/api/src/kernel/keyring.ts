import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { newId } from '@steward/shared';
import { decrypt, encrypt, type Seals } from './keys.ts';

/** A row of `tenant_key`: a data key, wrapped by the installation's secret. */
export interface WrappedKey {
  id: string;
  wrapped: string;
}

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

/** How long a key stays open in memory: one that was destroyed is forgotten by then. */
const KNOWN_MS = 600_000;

/** Values opened between two turns of the event loop: some 2 ms. */
const AT_ONCE = 500;

/** The tenants' data keys as far as this process has met them, and what is done with them. [S55] */
export class Keyring {
  readonly #seals: Seals;
  readonly #keys = new Map<string, { key: Buffer; learnt: number }>();

  constructor(seals: Seals) {
    this.#seals = seals;
  }

  /** A fresh data key, wrapped for the database. */
  make(): WrappedKey {
    const id = newId();
    const key = randomBytes(32);
    this.#know(id, key);
    return { id, wrapped: this.#seals.seal(key.toString('base64url'), `tenant key ${id}`) };
  }

  /** Takes a key out of its wrapping; throws if it was wrapped by a secret this installation was not given. */
  learn({ id, wrapped }: WrappedKey): void {
    if (!this.#isFresh(id))
      this.#know(id, Buffer.from(this.#seals.unseal(wrapped, `tenant key ${id}`), 'base64url'));
  }

  #know(id: string, key: Buffer): void {
    this.#keys.set(id, { key, learnt: performance.now() });
  }

  #isFresh(id: string): boolean {
    const known = this.#keys.get(id);
    return known !== undefined && performance.now() - known.learnt < KNOWN_MS;
  }

  /** The same key in a wrapping of the newest secret; undefined if it is in one already. */
  rewrap({ id, wrapped }: WrappedKey): WrappedKey | undefined {
    if (this.#seals.isCurrent(wrapped)) return undefined;
    const context = `tenant key ${id}`;
    return { id, wrapped: this.#seals.seal(this.#seals.unseal(wrapped, context), context) };
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
    for (const id of unknown) this.#keys.delete(id);
    for (const key of found) this.learn(key);
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
