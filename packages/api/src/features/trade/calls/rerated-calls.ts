import { ratedCalls } from '../tariffs/index.ts';
import { chargeKey, monthOf, RATED } from './booking-sql.ts';

type Side = 'RETAIL' | 'WHOLESALE';
const sideOf = (kind: Side): string => kind.toLowerCase();
/** Whose bundles a call uses up, and who pays for it. */
const CUSTOMER: Record<Side, string> = { RETAIL: 'c.company_id', WHOLESALE: 'c.reseller_id' };
const KEPT = ['currency', ...RATED, 'charge_id'];
/** SQL: the columns of a rating, each of this alias. */
const rating = (alias: string, begin = ''): string =>
  RATED.map((column) => `${alias}.${begin}${column}`).join(', ');
/** SQL: midnight in London at the beginning of a day. */
const midnight = (day: string): string => `(${day})::timestamp at time zone 'Europe/London'`;

/** Which calls are re-rated; SQL expressions, but for the side. */
interface Which {
  side: Side;
  issuer: string;
  currency: string;
  /** Null: of any. */
  tariff: string;
  company: string;
  firstDay: string;
  lastDay: string;
  /** Narrows it by `customer`. */
  customers?: (customer: string) => string;
}

/** SQL of the relation `concerned`: calls that were charged by a version which does not hold any more when they began. Held ones are none. */
export const concernedCalls = (which: Which): string => {
  const { side, issuer, currency, tariff, company, firstDay, lastDay, customers = () => 'true' } = which;
  const of = sideOf(side);
  return `sold as materialized (
      select v.id, v.tariff_id from tariff t join tariff_version v on v.tariff_id = t.id
        where t.reseller_id = ${issuer} and t.kind = '${side}' and v.state = 'PUBLISHED' and coalesce(t.id = ${tariff}, true)
    ), days as materialized (
      select d.* from tariff_days_of(array(select distinct s.tariff_id from sold s)) d
    ), concerned as materialized (
      select c.id, c.reseller_id, c.company_id, c.end_user_id, ${CUSTOMER[side]} as customer_id, s.tariff_id, c.party as number, c.started_at,
          c.seconds, ${monthOf('c.started_at')} as month, ${KEPT.map((column) => `c.${of}_${column} as old_${column}`).join(', ')}
        from call_record c join sold s on s.id = c.${of}_version_id
          join days d on d.tariff_id = s.tariff_id and d.id <> s.id and timezone('Europe/London', c.started_at) >= d.valid_from
            and timezone('Europe/London', c.started_at) < d.valid_until
        where c.started_at >= ${midnight(firstDay)} and c.started_at < ${midnight(`${lastDay} + 1`)} and c.state = 'RATED'
          and c.reseller_id ${side === 'RETAIL' ? '=' : '<>'} ${issuer} and coalesce(c.company_id = ${company}, true)
          and c.${of}_currency = ${currency} and c.${of}_charge_id is not null and ${customers(CUSTOMER[side])}
    )`;
};

/**
 * SQL of relations over `concerned`: `anew`, each with its rating by the version that holds now, in which the bundled seconds it had are
 * free again; `changed`, those for which it is another one; and `charges`, what those are in, with the line of an invoice if
 * they are on one. What no version knows by now stays as it is. [B2]
 */
export const reratedCalls = (which: Which): string => `
    ${concernedCalls(which)}, rated as materialized (${ratedCalls({
      calls: 'concerned',
      used: `select b.customer_id, b.tariff_id, b.bundle, b.month, b.seconds - coalesce(f.seconds, 0) as seconds
        from call_bundle_use b left join (
          select c.customer_id, c.tariff_id, c.old_bundle, c.month, sum(c.old_bundle_seconds) as seconds from concerned c
            where c.old_bundle is not null group by 1, 2, 3, 4) f
          on (f.customer_id, f.tariff_id, f.old_bundle, f.month) = (b.customer_id, b.tariff_id, b.bundle, b.month)
        where b.customer_id in (select c.customer_id from concerned c)`,
    })}
    ), anew as materialized (
      select c.*, r.status, ${rating('r')},
          r.status = 'RATED' and (${rating('r')}) is distinct from (${rating('c', 'old_')}) as differs
        from concerned c join rated r on r.id = c.id
    ), changed as materialized (
      select a.* from anew a where a.differs
    ), charges as materialized (
      select h.id, h.invoice_id, l.id as line_id
        from (select distinct c.old_charge_id as id from changed c) k join charge h on h.id = k.id
          left join invoice_line l on l.invoice_id = h.invoice_id and l.charge_id = h.id
    )`;

/**
 * SQL of relations that write what `reratedCalls` has come to: the former ratings are kept, calls have the new ones, bundles their
 * minutes, and what waits for an invoice is moved by the difference. What is on a line of an invoice stays there, and its difference is the
 * caller's to note; calls that came to nothing on an invoice wait for the next one.
 */
export const superseding = (
  side: Side,
  { issuer, rerating }: { issuer: string; rerating: string },
): string => {
  const of = sideOf(side);
  const company = (of: string): string => (side === 'RETAIL' ? `${of}.company_id` : 'null::uuid');
  return `kept as (
      insert into call_rating (id, reseller_id, company_id, end_user_id, call_id, started_at, side, currency, ${RATED.join(', ')}, charge_id,
          rerating_id, superseded_at)
        select uuidv7(), c.reseller_id, c.company_id, c.end_user_id, c.id, c.started_at, '${side}', c.old_currency, ${rating('c', 'old_')},
            case when h.invoice_id is not null and not exists (select from call_rating k
              where k.call_id = c.id and k.side = '${side}' and k.charge_id = h.id) then h.id end,
            ${rerating}, current_setting('steward.now')::timestamptz
          from changed c join charges h on h.id = c.old_charge_id
    ), entering as materialized (
      select t.*, ${chargeKey} as key from (
        select '${side}' as kind, c.reseller_id, c.company_id, c.zone, c.month, c.old_currency as currency, count(*) as calls, sum(c.seconds) as seconds,
            sum(c.price_micro) as price_micro, min(timezone('Europe/London', c.started_at))::date as first_day,
            max(timezone('Europe/London', c.started_at))::date as last_day
          from changed c join charges h on h.id = c.old_charge_id and h.line_id is null group by 2, 3, 4, 5, 6) t
        join company c on c.id = t.company_id
    ), waiting as materialized (
      select e.*, w.id as charge_id, ${company('e')} as charged_id from entering e left join charge w on w.invoice_id is null
        and (w.issuer_id, w.kind, w.reseller_id, w.source, w.key) = (${issuer}, '${side}', e.reseller_id, 'USAGE', e.key)
        and w.company_id is not distinct from ${company('e')}
    ), shift as materialized (
      select s.id, sum(s.calls) as calls, sum(s.seconds) as seconds, sum(s.price_micro) as price_micro, min(s.first_day) as first_day,
          max(s.last_day) as last_day
        from (
          select c.old_charge_id as id, -count(*) as calls, -sum(c.seconds) as seconds, -sum(c.old_price_micro) as price_micro,
              null::date as first_day, null::date as last_day
            from changed c join charges h on h.id = c.old_charge_id and h.invoice_id is null group by 1
          union all
          select w.charge_id, w.calls, w.seconds, w.price_micro, w.first_day, w.last_day from waiting w where w.charge_id is not null) s
        group by s.id
    ), shifted as (
      update charge h set quantity = h.quantity + s.calls, used = h.used + s.seconds, amount_micro = h.amount_micro + s.price_micro,
          description = calls_in_words(h.key, h.quantity + s.calls, h.used + s.seconds), "from" = least(h."from", s.first_day),
          "to" = greatest(h."to", s.last_day + 1)
        from shift s where h.id = s.id and h.quantity + s.calls > 0
    ), emptied as (
      delete from charge h using shift s where h.id = s.id and h.quantity + s.calls = 0
    ), begun as (
      insert into charge (id, reseller_id, company_id, issuer_id, kind, source, key, description, supply_kind, quantity, used, "from", "to",
          currency, amount_micro, created_at)
        select uuidv7(), w.reseller_id, w.charged_id, ${issuer}, '${side}', 'USAGE', w.key, calls_in_words(w.key, w.calls, w.seconds), 'TELECOMS',
            w.calls, w.seconds, w.first_day, w.last_day + 1, w.currency, w.price_micro, current_setting('steward.now')::timestamptz
          from waiting w where w.charge_id is null
        returning id, reseller_id, company_id, key
    ), charge_of as (
      select w.reseller_id, w.company_id, w.zone, w.month, coalesce(w.charge_id, b.id) as id
        from waiting w left join begun b on (b.key, b.reseller_id) = (w.key, w.reseller_id) and b.company_id is not distinct from w.charged_id
    ), used as (
      insert into call_bundle_use as b (id, reseller_id, company_id, tariff_id, bundle, month, seconds)
        select uuidv7(), u.reseller_id, u.charged_id, u.tariff_id, u.bundle, u.month, sum(u.seconds)
          from changed c cross join lateral (
            values (c.reseller_id, ${company('c')}, c.tariff_id, c.old_bundle, c.month, -c.old_bundle_seconds),
              (c.reseller_id, ${company('c')}, c.tariff_id, c.bundle, c.month, c.bundle_seconds)
            ) u (reseller_id, charged_id, tariff_id, bundle, month, seconds)
          where u.bundle is not null group by 2, 3, 4, 5, 6 having sum(u.seconds) <> 0
        on conflict (reseller_id, customer_id, tariff_id, bundle, month) do update set seconds = b.seconds + excluded.seconds
    ), rerated as (
      update call_record r set (${[...RATED, 'charge_id'].map((column) => `${of}_${column}`).join(', ')}) = (${rating('c')}, coalesce(n.id, c.old_charge_id))
        from changed c join charges h on h.id = c.old_charge_id
          left join charge_of n on h.line_id is null and (n.reseller_id, n.company_id, n.zone, n.month) = (c.reseller_id, c.company_id, c.zone, c.month)
        where r.id = c.id and r.started_at = c.started_at
    )`;
};
