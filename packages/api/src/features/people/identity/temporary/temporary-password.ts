import { randomBytes } from 'node:crypto';
import { hashRecoveryCode } from '../factors/recovery-codes.ts';

/** So long a temporary password is good, from when it was asked for. [S43] */
const LIFE_MS = 30 * 60_000;

export const temporaryUntil = (now: Date): Date => new Date(now.getTime() + LIFE_MS);

/** Crockford's base32: nothing in it is mistaken for anything else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits, for half an hour and a handful of tries. */
const LETTERS = 12;

/** A random one, as it is typed from a telephone: three groups of four. */
export const newTemporaryPassword = (): string =>
  Array.from(randomBytes(LETTERS), (byte) => ALPHABET[byte % 32])
    .join('')
    .replace(/.{4}(?=.)/g, '$&-');

/** What is kept of it, however it is typed. */
export const hashTemporaryPassword = hashRecoveryCode;
