import { line } from '@steward/shared';
import { z } from 'zod';

const NO_IMEI = 'Must be an IMEI: 15 digits, as *#06# shows it.';

/** Fifteen digits of which the last checks the others (Luhn). */
export const imei = () =>
  z
    .string()
    .trim()
    .max(40, NO_IMEI)
    .transform((text) => text.replace(/[\s/-]/g, ''))
    .refine((text) => /^\d{15}$/.test(text) && luhn(text), NO_IMEI);

const luhn = (digits: string): boolean =>
  [...digits].reverse().reduce((sum, digit, i) => {
    const value = Number(digit) * (i % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0) %
    10 ===
  0;

export const serialNumber = () => line(60).transform((text) => text.toUpperCase());
export const make = () => line(60);
export const model = () => line(80);
