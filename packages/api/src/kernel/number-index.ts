import { createHmac } from 'node:crypto';
import { phone } from '@steward/shared';

/** A number is found by this many last digits, and by any more of them up to the last of these. */
const ENDINGS = [6, 7, 8, 9, 10] as const;
const FEWEST = ENDINGS[0];
/** Characters (of six bits) of the first ending and of the whole number; longer endings add only what tells them apart. */
const FULL = 8;
const MORE = 4;

/** What a number that somebody typed begins with in the index, or is. */
export interface SoughtNumber {
  begins?: string;
  is?: string;
}

/**
 * A blind index of telephone numbers: under a key of the installation each becomes a text that says nothing about it, but is
 * the same for the same number and begins alike for numbers that end alike. So sealed numbers are found by the whole or by
 * six and more of their last digits, and by nothing else ([decision 32](../../../../docs/decisions/0032-sealed-numbers-found.md)).
 */
export class NumberIndex {
  readonly #keys: readonly [Buffer, ...Buffer[]];

  /** @param keys newest first: it finds what was put down under any of them */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    this.#keys = keys;
  }

  /** What stands for this number (E.164) in the index, under the newest secret. */
  keyOf(number: string): string {
    const [current] = this.#keys;
    const digits = number.replaceAll(/\D/g, '');
    return `${endings(current, digits)}${whole(current, digits)}`;
  }

  /** Under every secret, what finds a number that was typed; nothing if it does not look like one. */
  sought(text: string): SoughtNumber[] {
    const typed = text.trim();
    if (!/^\+?[\d\s().\-/]+$/.test(typed)) return [];
    const international = /^(\+|00)/.test(typed);
    const said = typed.replace(/^00/, '+');
    const parsed = international ? phone().safeParse(said) : undefined;
    const digits = (parsed?.success ? parsed.data : said).replaceAll(/\D/g, '').replace(/^0+/, '');
    if (digits.length < FEWEST) return [];
    const entire = parsed?.success || digits.length > (ENDINGS.at(-1) as number);
    return this.#keys.map((key) =>
      entire ? { is: `${endings(key, digits)}${whole(key, digits)}` } : { begins: endings(key, digits) },
    );
  }
}

const mac = (key: Buffer, text: string, length: number): string =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, length);

const whole = (key: Buffer, digits: string): string => mac(key, digits, FULL);

/** One after the other, what stands for each ending that these digits have. */
const endings = (key: Buffer, digits: string): string =>
  ENDINGS.filter((length) => length <= digits.length)
    .map((length) => mac(key, `ending ${digits.slice(-length)}`, length === FEWEST ? FULL : MORE))
    .join('');
