import { randomBytes } from 'node:crypto';
import { hashSecret } from '../tokens.ts';

/** Crockford's base32: nothing in it is mistaken for anything else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODES = 10;
/** 24 letters of 5 bits are 120, so that a plain hash is enough. [S40] */
const LETTERS = 24;

/** Ten recovery codes, as people write them down: four groups of six. */
export const newRecoveryCodes = (): string[] => Array.from({ length: CODES }, newRecoveryCode);

const newRecoveryCode = (): string =>
  Array.from(randomBytes(LETTERS), (byte) => ALPHABET[byte % 32])
    .join('')
    .replace(/.{6}(?=.)/g, '$&-');

/** What is kept of a code, however it was typed. */
export const hashRecoveryCode = (text: string): string =>
  hashSecret(
    text
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replaceAll(/[IL]/g, '1'),
  );
