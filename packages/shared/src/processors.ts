import { z } from 'zod';
import { country, id, line, prose } from './rules.ts';

/** How long before its day a change of sub-processors is announced, unless more is said; no less, as agreements promise it. [D1] */
export const NOTICE_DAYS = 30;

/** Days of notice. */
export const noticeDays = () =>
  z
    .number('Must be a number of days.')
    .int('Must be a whole number of days.')
    .min(NOTICE_DAYS, `Must be at least ${NOTICE_DAYS} days, as the processing agreement promises.`)
    .max(365, 'May be at most 365 days.');

/** What a register says of a sub-processor, beside by what means data may go abroad to it. */
export const subProcessorFields = () => ({
  name: line(120),
  legalEntity: line(200),
  country: country(),
  places: z
    .array(line(120), 'Must name at least one place.')
    .min(1, 'Must name at least one place.')
    .max(20, 'May name at most 20.'),
  does: prose(1_000),
  securityContact: line(200),
  productIds: z.array(id()).max(200, 'May name at most 200.'),
});
