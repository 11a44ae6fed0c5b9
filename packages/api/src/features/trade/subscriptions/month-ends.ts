import { addDays, type PlainDate } from '@steward/shared';

const MONTHS = 12;

/** The last days of the twelve months before this one, and today: thirteen days, the oldest first. */
export function monthEnds(today: PlainDate): PlainDate[] {
  const days = [today];
  for (let i = 0; i < MONTHS; i += 1) days.unshift(addDays(`${(days[0] as string).slice(0, 8)}01`, -1));
  return days;
}

/**
 * SQL: a row for each stretch of days in which a subscription `s` (of a `seller`) is held at one of its terms `t`; `columns` are said of these. What is part of
 * a bundle is held with it. `$1` is the first day that matters.
 */
export const heldTerms = (columns: string): string => `
  select ${columns}, t."from", least(lead(t."from") over (partition by t.subscription_id order by t."from"), s.ends_on) as until
    from subscription s join subscription_term t on t.subscription_id = s.id join reseller seller on seller.id = s.reseller_id
    where s.part_of_id is null and (s.ends_on is null or s.ends_on > $1::date)`;

/** SQL: what stretches of `heldTerms` come to on a day, by the sum of a column. */
export const heldOn = (column: string, day: string): string =>
  `coalesce(sum(${column}) filter (where "from" <= ${day} and (until is null or until > ${day})), 0)`;
