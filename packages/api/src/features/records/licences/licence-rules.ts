import { date, line, prose } from '@steward/shared';
import { z } from 'zod';

export const vendor = () => line(80);
export const product = () => line(120);
export const seats = () =>
  z
    .number()
    .int('Must be a whole number.')
    .min(1, 'Must be at least 1.')
    .max(100_000, 'May be at most 100,000.');
export const expiresOn = () => date();
export const note = () => prose(500);
export const licenceKey = () => prose(2000);
