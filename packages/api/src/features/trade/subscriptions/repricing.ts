import type { PlainDate } from '@steward/shared';
import { addDays, formatDate, localDate } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';
import type { SubscriptionState } from './subscription.entity.ts';

const DAYS_AHEAD = 365;

/** The first day of other prices: the one given, or today. INVALID_INPUT if it is past or too far from today. */
export function firstDayOfPrice(now: Date, given: PlainDate | null): PlainDate {
  const today = localDate(now);
  const last = addDays(today, DAYS_AHEAD);
  const from = given ?? today;
  if (from >= today && from <= last) return from;
  throw invalid('from', `Must be between ${formatDate(today)} and ${formatDate(last)}.`);
}

/** A subscription with its prices as they are, and as they would be by the lists that hold on that day, in minor units; where none says one it keeps its price. */
export interface Repricing {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  reference: string;
  /** What people call it: what it is, and whose. */
  name: string;
  product: string;
  quantity: number;
  /** Of what its customer pays the side that asks: see `charged`. */
  currency: string;
  state: SubscriptionState;
  /** The bundle that it is part of. */
  partOf: string | null;
  endsOn: PlainDate | null;
  /** The first day on which it would hold: the day asked for, or the subscription's first. */
  from: PlainDate;
  retailMinor: number;
  wholesaleMinor: number;
  newRetailMinor: number;
  newWholesaleMinor: number;
  /** Terms that come after that day have other prices already. */
  planned: boolean;
  /** A customer of the platform itself. */
  direct: boolean;
}

/**
 * SQL: `Repricing` of the subscriptions $1 from the day $2, each side's price where whoever asks sets it: a reseller what its
 * companies pay, the platform what its resellers and its direct customers pay. [C3]
 *
 * @param lock the row lock that is taken first
 */
export const repricings = (lock = ''): string => `
  with asked as (
    select s.id, s.reseller_id, s.company_id, s.end_user_id, s.product_id, s.reference, s.state, s.ends_on, s.part_of_id,
        greatest($2::date, s.starts_on) as "from"
      from subscription s where s.id = any ($1) order by s.id ${lock})
  select a.id, a.reseller_id as "resellerId", a.company_id as "companyId", a.end_user_id as "endUserId", a.reference, a.state,
      (select b.name from subscription h join product b on b.id = h.product_id where h.id = a.part_of_id) as "partOf",
      a.ends_on::text as "endsOn", a."from"::text as "from", p.name as product, held.quantity, r.is_platform as direct,
      p.name || ' · ' || coalesce(u.first_name || ' ' || u.last_name, c.name) as name,
      case when current_user = 'steward_platform' and not r.is_platform then r.currency else c.currency end as currency,
      held.retail_minor as "retailMinor", held.wholesale_minor as "wholesaleMinor",
      priced.retail_minor as "newRetailMinor", priced.wholesale_minor as "newWholesaleMinor",
      exists (select from subscription_term t where t.subscription_id = a.id and t."from" > a."from"
        and (t.retail_minor, t.wholesale_minor) <> (priced.retail_minor, priced.wholesale_minor)) as planned
    from asked a
    join reseller r on r.id = a.reseller_id
    join company c on c.id = a.company_id
    left join end_user u on u.id = a.end_user_id
    cross join lateral (select t.product_id, t.quantity, t.retail_minor, t.wholesale_minor from subscription_term t
      where t.subscription_id = a.id and t."from" <= a."from" order by t."from" desc limit 1) held
    join product p on p.id = held.product_id
    cross join lateral priced_units(p.id, a.company_id, case p.unit when 'PER_USER' then 0 else held.quantity end) units
    cross join lateral (select
      case when r.is_platform or current_user = 'steward_reseller'
        then coalesce((select k.minor from retail_here(p.id, a.company_id, units, a."from") k), held.retail_minor) else held.retail_minor end
        as retail_minor,
      case when current_user = 'steward_platform'
        then coalesce((select k.minor from wholesale_here(p.id, a.reseller_id, units, a."from") k), held.wholesale_minor) else held.wholesale_minor end
        as wholesale_minor
    ) priced
    order by p.name_key, u.last_key, u.first_key, a.reference`;

/** Why a subscription keeps its price; undefined if it is moved to another one. */
export function keeps(one: Repricing): string | undefined {
  if (one.state === 'ENDING' || one.state === 'ENDED') return 'It has been cancelled.';
  if (one.partOf !== null) return `It is part of ${one.partOf}, which has the price.`;
  if (one.endsOn !== null && one.endsOn <= one.from) return 'It ends before that day.';
  const same = one.retailMinor === one.newRetailMinor && one.wholesaleMinor === one.newWholesaleMinor;
  return same && !one.planned ? 'It is at this price already.' : undefined;
}

/** What its customer pays per unit and month, so far and from then on: a reseller's companies retail, resellers wholesale. */
export const charged = (one: Repricing, level: 'PLATFORM' | 'RESELLER'): [before: number, after: number] =>
  level === 'PLATFORM' && !one.direct
    ? [one.wholesaleMinor, one.newWholesaleMinor]
    : [one.retailMinor, one.newRetailMinor];
