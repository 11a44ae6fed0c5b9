import type { Level } from '@steward/shared';
import { setting, today } from '../../../kernel/protection.ts';

/** SQL: the first day of the subscription with this alias has come and its last is not over, so that it is charged. */
export const isRunning = (row: string): string =>
  `(${row}.starts_on <= ${today} and (${row}.ends_on is null or ${row}.ends_on > ${today}))`;

/** How many days ahead ends and renewals are shown. */
const UPCOMING_DAYS = 90;

/** SQL: a day within the next so many. */
const isSoon = (day: string): string => `(${day} > ${today} and ${day} <= ${today} + ${UPCOMING_DAYS})`;

/** SQL: the subscription with this alias ends soon. */
export const endsSoon = (row: string): string =>
  `(${row}.ends_on is not null and ${isSoon(`${row}.ends_on`)} and ${row}.state not in ('ENDING', 'ENDED'))`;

/** SQL: the subscription with this alias goes on, and this term of it is followed by another soon. [C4] */
export const renewsSoon = (row: string, commitment: string): string =>
  `(${commitment}.followed_at is null and ${commitment}.until is not null and ${isSoon(`${commitment}.until`)}
    and ${commitment}.terms ->> 'follows' = 'RENEWS' and ${row}.ends_on is null and ${row}.state not in ('ENDING', 'ENDED'))`;

/** SQL: the subscription with this alias ends or renews soon. [C4] */
export const isUpcoming = (row: string): string =>
  `(${endsSoon(row)} or exists (select from subscription_commitment c where c.subscription_id = ${row}.id and ${renewsSoon(row, 'c')}))`;

/**
 * SQL: what a unit of the subscription with this alias comes to in a month, for a reader of this level. Resellers pay the
 * platform wholesale, its direct customers retail; what resellers take of theirs is not the platform's. `term` has the prices, if
 * not those of today are meant. [C3]
 */
export const monthlyPrice = (row: string, level: Level | undefined, term = row): string =>
  level === 'PLATFORM'
    ? `case when ${row}.reseller_id = ${setting('reseller_id')} then ${term}.retail_minor else ${term}.wholesale_minor end`
    : `${term}.retail_minor`;

/** SQL: what that is in; `seller` is the reseller whose company's it is. */
export const monthlyCurrency = (row: string, level: Level | undefined, seller: string): string =>
  level === 'PLATFORM'
    ? `case when ${row}.reseller_id = ${setting('reseller_id')} then ${row}.currency else ${seller}.currency end`
    : `${row}.currency`;
