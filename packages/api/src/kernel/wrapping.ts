import type { Seals } from './keys.ts';

/** A row of `tenant_key`: a data key in its wrapping, which the database cannot take off. */
export interface WrappedKey {
  id: string;
  wrapped: string;
}

/** A data key as it seals. */
export interface OpenKey {
  id: string;
  key: Buffer;
}

/** Something outside of the database that wraps data keys: the installation's secret, or a key service. All at once. [S55] */
export interface Wrapper {
  /** Whether it wrapped this, and can open it. */
  owns(wrapped: string): boolean;
  /** Whether it would wrap this as it is wrapped. */
  isCurrent(wrapped: string): boolean;
  wrap(keys: readonly OpenKey[]): Promise<WrappedKey[]>;
  /** Throws if any does not open, or was wrapped under another id. */
  unwrap(keys: readonly WrappedKey[]): Promise<OpenKey[]>;
  /** Does whatever is to be done every hour for it to go on. */
  tend?(): Promise<void>;
}

/** What a wrapping is bound to: it opens in no other row. */
export const contextOf = (id: string): string => `tenant key ${id}`;

/** The installation's secret, and a former one. */
export const secretWrapper = (seals: Seals): Wrapper => ({
  owns: (wrapped) => /^[0-9a-f]{8}\./.test(wrapped),
  isCurrent: (wrapped) => seals.isCurrent(wrapped),
  wrap: async (keys) =>
    keys.map(({ id, key }) => ({ id, wrapped: seals.seal(key.toString('base64url'), contextOf(id)) })),
  unwrap: async (keys) =>
    keys.map(({ id, wrapped }) => ({
      id,
      key: Buffer.from(seals.unseal(wrapped, contextOf(id)), 'base64url'),
    })),
});

/** What wraps data keys now, and what else did and still opens them. */
export class Wrapping {
  readonly #first: Wrapper;
  readonly #all: readonly Wrapper[];

  constructor(first: Wrapper, ...former: Wrapper[]) {
    this.#first = first;
    this.#all = [first, ...former];
  }

  isCurrent(wrapped: string): boolean {
    return this.#first.owns(wrapped) && this.#first.isCurrent(wrapped);
  }

  wrap(keys: readonly OpenKey[]): Promise<WrappedKey[]> {
    return keys.length ? this.#first.wrap(keys) : Promise.resolve([]);
  }

  /** Throws if there is one that nobody here has wrapped. */
  async unwrap(keys: readonly WrappedKey[]): Promise<OpenKey[]> {
    const of = new Map<Wrapper, WrappedKey[]>();
    for (const key of keys) {
      const wrapper = this.#all.find((one) => one.owns(key.wrapped));
      if (!wrapper)
        throw new Error(`The tenant key ${key.id} was wrapped by what this installation was not given.`);
      const its = of.get(wrapper);
      if (its) its.push(key);
      else of.set(wrapper, [key]);
    }
    return (await Promise.all([...of].map(([wrapper, its]) => wrapper.unwrap(its)))).flat();
  }

  async tend(): Promise<void> {
    await Promise.all(this.#all.map((wrapper) => wrapper.tend?.()));
  }
}
