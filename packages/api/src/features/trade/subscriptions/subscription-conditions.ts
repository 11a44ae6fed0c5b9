import type { Level } from '@steward/shared';
import { setting, today } from '../../../kernel/protection.ts';

/** SQL: the first day of the subscription with this alias has come and its last is not over, so that it is charged. */
export const isRunning = (row: string): string =>
  `(${row}.starts_on <= ${today} and (${row}.ends_on is null or ${row}.ends_on > ${today}))`;

/**
 * SQL: what a unit of the subscription with this alias comes to in a month, for a reader of this level. Resellers pay the
 * platform wholesale, its direct customers retail; what resellers take of theirs is not the platform's. [C3]
 */
export const monthlyPrice = (row: string, level: Level | undefined): string =>
  level === 'PLATFORM'
    ? `case when ${row}.reseller_id = ${setting('reseller_id')} then ${row}.retail_minor else ${row}.wholesale_minor end`
    : `${row}.retail_minor`;
