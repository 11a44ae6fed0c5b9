import { setting } from '../../../kernel/protection.ts';
import { ratedCalls } from '../tariffs/index.ts';

const SIDES = ['retail', 'wholesale'] as const;
/** A zone that was not called for more days than these is as one that never was. */
const DAYS_UNUSED = 90;
/** What the rating of a call says of a side, without the currency. */
export const RATED = [
  'price_micro',
  'billed_seconds',
  'bundle',
  'bundle_seconds',
  'zone',
  'prefix',
  'band',
  'version_id',
];
const ofSides = (write: (side: string, column: string) => string, ...more: string[]): string =>
  SIDES.flatMap((side) => [...more, ...RATED].map((column) => write(side, column))).join(', ');
/**
 * SQL: how a function plans that works through a million calls. PostgreSQL takes what was staged a moment ago for a few rows, and would
 * compare each with each.
 */
const FOR_MANY = `set search_path = steward, pg_temp set work_mem = '64MB' set enable_nestloop = off`;
const COLUMNS = ofSides((side, column) => `${side}_${column}`, 'currency', 'charge_id');
/** SQL: what each of COLUMNS is, of `judged` calls `j` with their charges. */
const VALUES = ofSides(
  (side, column) => (column === 'charge_id' ? `${side}.id` : `j.${side}_${column}`),
  'currency',
  'charge_id',
);

/** SQL: the month of a call that began then, in London. */
export const monthOf = (moment: string): string =>
  `date_trunc('month', timezone('Europe/London', ${moment}))::date`;

/** SQL: under which key calls `t` of a company `c` to a zone in a month wait for an invoice. */
export const chargeKey = `jsonb_build_object('of', case t.kind when 'WHOLESALE' then c.name end,
          'company', case t.kind when 'WHOLESALE' then t.company_id end, 'zone', t.zone, 'month', t.month)::text`;

/** SQL of relations over `daily`: what companies' calls come to by day, and which zones they have called, for whoever sets limits. */
const DAYS = `days_grown as (
    insert into call_day as g (id, reseller_id, company_id, day, currency, calls, amount_micro, changed)
      select uuidv7(), d.reseller_id, d.company_id, d.day, d.currency, sum(d.calls), sum(d.price_micro), true
        from daily d where d.kind = 'RETAIL' group by 2, 3, 4, 5 order by 3, 4
      on conflict (reseller_id, company_id, day, currency) do update
        set calls = g.calls + excluded.calls, amount_micro = g.amount_micro + excluded.amount_micro, changed = true
  ), zones_called as (
    insert into call_zone_use as z (id, reseller_id, company_id, zone, currency, version_id, first_on, last_on, fresh)
      select uuidv7(), d.reseller_id, d.company_id, d.zone, any_value(d.currency), any_value(d.version_id), min(d.day), max(d.day), true
        from daily d where d.kind = 'RETAIL' group by 2, 3, 4 order by 3, 4
      on conflict (reseller_id, company_id, zone) do update
        set fresh = z.fresh or excluded.first_on - z.last_on > ${DAYS_UNUSED},
          first_on = case when excluded.first_on - z.last_on > ${DAYS_UNUSED} then excluded.first_on else least(z.first_on, excluded.first_on) end,
          last_on = greatest(z.last_on, excluded.last_on), version_id = excluded.version_id, currency = excluded.currency
  )`;

/**
 * SQL of relations over `judged`: `charged` adds what has been rated to the charges that wait, a line for each month and zone
 * of a company, for it and for its reseller; `charge_of` says which charge each is in. What an invoice has been made out
 * for is added to no more: it begins a line of the next one, whose days say when it was.
 */
const CHARGED = `daily as materialized (
    select s.kind, j.reseller_id, j.company_id, s.zone, s.currency, timezone('Europe/London', j.started_at)::date as day, count(*) as calls,
        sum(j.seconds) as seconds, sum(s.price_micro) as price_micro, any_value(s.version_id) as version_id
      from judged j cross join lateral (
        values ('RETAIL', j.retail_zone, j.retail_currency, j.retail_price_micro, j.retail_version_id),
          ('WHOLESALE', j.wholesale_zone, j.wholesale_currency, j.wholesale_price_micro, j.wholesale_version_id)
        ) s (kind, zone, currency, price_micro, version_id)
      where s.price_micro is not null group by 1, 2, 3, 4, 5, 6
  ), ${DAYS}, totals as materialized (
    select d.kind, d.reseller_id, d.company_id, d.zone, d.currency, date_trunc('month', d.day)::date as month, sum(d.calls) as calls,
        sum(d.seconds) as seconds, sum(d.price_micro) as price_micro, min(d.day) as first_day, max(d.day) as last_day
      from daily d group by 1, 2, 3, 4, 5, 6
  ), keyed as materialized (
    select t.*, case t.kind when 'RETAIL' then t.company_id end as charged_id, ${chargeKey} as key
      from totals t join company c on c.id = t.company_id
  ), charged as (
    insert into charge as h (id, reseller_id, company_id, issuer_id, kind, source, key, description, supply_kind, quantity, used, "from", "to",
        currency, amount_micro, created_at)
      select uuidv7(), k.reseller_id, k.charged_id, case k.kind when 'RETAIL' then k.reseller_id else o.id end, k.kind, 'USAGE', k.key,
          calls_in_words(k.key, sum(k.calls), sum(k.seconds)), 'TELECOMS', sum(k.calls), sum(k.seconds), min(k.first_day), max(k.last_day) + 1,
          k.currency, sum(k.price_micro), current_setting('steward.now')::timestamptz
        from keyed k join reseller o on o.is_platform
        group by k.reseller_id, k.charged_id, o.id, k.kind, k.key, k.currency order by k.kind, k.charged_id, k.key
      on conflict (reseller_id, company_id, issuer_id, kind, source, key) where invoice_id is null and key is not null do update
        set description = calls_in_words(h.key, h.quantity + excluded.quantity, h.used + excluded.used),
          quantity = h.quantity + excluded.quantity, used = h.used + excluded.used, amount_micro = h.amount_micro + excluded.amount_micro,
          "from" = least(h."from", excluded."from"), "to" = greatest(h."to", excluded."to")
      returning h.id, h.kind, h.reseller_id, h.company_id, h.key
  ), charge_of as materialized (
    select c.id, k.kind, k.reseller_id, k.company_id, k.zone, k.month
      from keyed k join charged c on (c.kind, c.reseller_id, coalesce(c.company_id, c.reseller_id), c.key)
        = (k.kind, k.reseller_id, coalesce(k.charged_id, k.reseller_id), k.key)
  )`;

/** SQL, to go on after `from judged j`: the charges that it is in. */
const WITH_CHARGES = SIDES.map(
  (
    side,
  ) => `left join charge_of ${side} on (${side}.kind, ${side}.reseller_id, ${side}.company_id, ${side}.zone, ${side}.month)
          = ('${side.toUpperCase()}', j.reseller_id, j.company_id, j.${side}_zone, ${monthOf('j.started_at')})`,
).join('\n        ');

/**
 * SQL of relations over `placed` (`id`, `number_id`, `reseller_id`, `company_id`, `party`, `started_at`, `seconds`, `inbound`, `carried`: the operator
 * carried it and is paid by the reseller): `judged` has the state of each and, once both sides are known, the price at
 * either; `used` notes what was taken of bundles.
 */
const JUDGED = `
  whose as (
    select array_agg(w.reseller_id) as resellers, array_agg(w.company_id) as companies, min(w.first_day) as first_day, max(w.last_day) as last_day
      from (select p.reseller_id, p.company_id, min(timezone('Europe/London', p.started_at)::date) as first_day,
          max(timezone('Europe/London', p.started_at)::date) as last_day
        from placed p where p.company_id is not null and not p.inbound group by p.reseller_id, p.company_id) w
  ), tariffed as materialized (
    select p.*, t.retail_tariff_id, case when p.carried then t.wholesale_tariff_id end as wholesale_tariff_id
      from placed p left join (select t.* from whose w cross join lateral call_tariffs(w.resellers, w.companies, w.first_day, w.last_day) t) t
        on t.reseller_id = p.reseller_id and t.company_id = p.company_id and t.day = timezone('Europe/London', p.started_at)::date
          and not p.inbound
  ), to_rate as materialized (
    select t.id, t.company_id as customer_id, t.retail_tariff_id as tariff_id, t.party as number, t.started_at, t.seconds
      from tariffed t where t.retail_tariff_id is not null
    union all
    select t.id, t.reseller_id, t.wholesale_tariff_id, t.party, t.started_at, t.seconds from tariffed t where t.wholesale_tariff_id is not null
  ), rated as materialized (${ratedCalls({
    calls: 'to_rate',
    used: 'select b.customer_id, b.tariff_id, b.bundle, b.month, b.seconds from call_bundle_use b',
  })}
  ), judged as materialized (
    select t.*, o.state, case when o.state = 'RATED' then rt.currency end as retail_currency, case when o.state = 'RATED' then wt.currency end as wholesale_currency,
        ${ofSides((side, column) => `case when o.state = 'RATED' then ${side}.${column} end as ${side}_${column}`)},
        (select h.end_user_id from number_holding h where h.telephone_number_id = t.number_id and h.held_from <= t.started_at
          and (h.held_until is null or h.held_until > t.started_at) limit 1) as end_user_id
      from tariffed t left join rated retail on retail.id = t.id and retail.tariff_id = t.retail_tariff_id
        left join rated wholesale on wholesale.id = t.id and wholesale.tariff_id = t.wholesale_tariff_id
        left join tariff rt on rt.id = retail.tariff_id
        left join tariff wt on wt.id = wholesale.tariff_id
        cross join lateral (select case when t.company_id is null then 'UNKNOWN' when t.inbound or retail.status = 'FREE' then 'FREE'
          when retail.status = 'RATED' and (not t.carried or wholesale.status = 'RATED') then 'RATED' else 'UNRATED' end as state offset 0) o
  ), used as (
    insert into call_bundle_use as b (id, reseller_id, company_id, tariff_id, bundle, month, seconds)
      select uuidv7(), u.reseller_id, u.company_id, u.tariff_id, u.bundle, u.month, sum(u.seconds)
        from judged j cross join lateral (
          values (j.reseller_id, j.company_id, j.retail_tariff_id, j.retail_bundle, ${monthOf('j.started_at')},
              j.retail_bundle_seconds),
            (j.reseller_id, null, j.wholesale_tariff_id, j.wholesale_bundle, ${monthOf('j.started_at')},
              j.wholesale_bundle_seconds)) u (reseller_id, company_id, tariff_id, bundle, month, seconds)
        where (j.retail_bundle_seconds > 0 or j.wholesale_bundle_seconds > 0) and u.seconds > 0 group by 2, 3, 4, 5, 6
      on conflict (reseller_id, customer_id, tariff_id, bundle, month) do update set seconds = b.seconds + excluded.seconds
  ), ${CHARGED}`;

/** SQL of `placed`, from calls with `from_number` and `to_number` and from `own`, whose those are. */
const placed = (calls: string, holder: string): string => `
    select h.id, h.call_id, h.started_at, h.seconds, n.inbound, coalesce(f.id, t.id) as number_id, coalesce(f.company_id, t.company_id) as company_id,
        coalesce(f.reseller_id, t.reseller_id, ${holder}) as reseller_id, coalesce(f.carried, t.carried, false) as carried,
        case when n.inbound then h.to_number else h.from_number end as line, case when n.inbound then h.from_number else h.to_number end as party
      from ${calls} h left join own f on f.number = h.from_number and f.holder = ${holder}
        left join own t on t.number = h.to_number and t.holder = ${holder}
        cross join lateral (select f.id is null and t.id is not null as inbound) n`;

/** Functions that book calls, with the prices that tariffs say. */
export const bookingSql = `
-- Whose these numbers are, as far as the holder of a source may know: the operator knows all, a reseller its own customers'.
-- runs as gate
create or replace function call_lines(holder uuid, numbers text[])
  returns table (number text, id uuid, reseller_id uuid, company_id uuid, carried boolean) language sql stable
  security definer set search_path = steward, pg_temp as $$
  select distinct on (n.number) n.number, n.id, n.reseller_id, n.company_id, h.is_platform and n.reseller_id <> h.id
    from telephone_number n join reseller h on h.id = holder
    where n.number = any (numbers) and n.state in ('IN_USE', 'QUARANTINED') and (n.reseller_id = holder or h.is_platform)
    order by n.number, n.state
$$;

-- Books what has been read of a file: each call once, with whoever it is of and what it costs. All of it or nothing.
-- runs as gate; called by platform, reseller, worker
create or replace function book_calls(import uuid) returns void
  language plpgsql security definer ${FOR_MANY} as $$
declare
  given record;
  months record;
begin
  select i.id, i.call_source_id as source, i.reseller_id as holder into given from call_import i
    where i.id = import and i.state = 'BOOKING' and i.reseller_id = ${setting('reseller_id')}
    for update of i;
  if given.id is null then return; end if;
  -- One file after the other: what is in both is booked once, and minutes of a bundle are taken once.
  perform pg_advisory_xact_lock(hashtextextended(given.holder::text, 79));
  select date_trunc('month', min(s.started_at), 'UTC') as earliest, date_trunc('month', max(s.started_at), 'UTC') + interval '1 month' as latest
    into months from call_staged s where s.call_import_id = import;
  with lone as (
    select distinct on (s.call_id) s.* from call_staged s where s.call_import_id = import order by s.call_id, s.line
  ), unseen as materialized (
    select l.* from lone l where not exists (
      select from call_record c where c.call_source_id = given.source and c.call_id = l.call_id
        and c.started_at >= months.earliest and c.started_at < months.latest)
  ), own as materialized (
    select given.holder, l.* from call_lines(given.holder, array(select u.from_number from unseen u union select u.to_number from unseen u)) l
  ), placed as materialized (${placed('unseen', 'given.holder')}
  ), ${JUDGED.trim()}, added as (
    insert into call_record (id, reseller_id, company_id, end_user_id, telephone_number_id, call_source_id, call_import_id, call_id,
        direction, line, party, started_at, seconds, state, ${COLUMNS})
      select j.id, j.reseller_id, j.company_id, j.end_user_id, j.number_id, given.source, import, j.call_id,
          case when j.inbound then 'INBOUND' else 'OUTBOUND' end, j.line, j.party, j.started_at, j.seconds, j.state, ${VALUES}
        from judged j ${WITH_CHARGES}
        -- In the order of most of its indexes, which takes half the time.
        order by j.started_at
      returning 1
  )
  update call_import i set taken = a.taken, known = i.staged - a.taken, state = 'DONE', done_at = current_setting('steward.now')::timestamptz
    from (select count(*) as taken from added) a where i.id = import;
  delete from call_staged s where s.call_import_id = import;
end $$;

-- Rates what waits of whoever acts: of the numbers that are somebody's by now, and of those that a tariff knows by now. Says how many no
-- longer wait.
-- runs as gate; called by platform, reseller, worker
create or replace function rate_held_calls() returns integer
  language plpgsql security definer ${FOR_MANY} as $$
declare
  here constant uuid := ${setting('reseller_id')};
  done integer;
begin
  if here is null then return 0; end if;
  perform pg_advisory_xact_lock(hashtextextended(here::text, 79));
  with held as materialized (
    select c.id, c.started_at, c.seconds, c.line as from_number, c.party as to_number, c.call_id, s.reseller_id as holder
      from call_import i join call_source s on s.id = i.call_source_id join call_record c on c.call_import_id = i.id
      where c.state in ('UNRATED', 'UNKNOWN') and (s.reseller_id = here or c.reseller_id = here)
  ), own as materialized (
    select h.holder, l.* from (select holder, array_agg(from_number) || array_agg(to_number) as numbers from held group by holder) h
      cross join lateral call_lines(h.holder, h.numbers) l
  ), placed as materialized (${placed('held', 'h.holder')}
  ), ${JUDGED.trim()}, changed as (
    update call_record c set (reseller_id, company_id, end_user_id, telephone_number_id, direction, line, party, state, ${COLUMNS})
        = (j.reseller_id, j.company_id, j.end_user_id, j.number_id, case when j.inbound then 'INBOUND' else 'OUTBOUND' end, j.line, j.party,
          j.state, ${VALUES})
      from judged j ${WITH_CHARGES}
      where c.id = j.id and c.started_at = j.started_at and (j.state <> c.state or j.company_id is distinct from c.company_id)
      returning c.state
  )
  select count(*) into done from changed where state in ('RATED', 'FREE');
  return done;
end $$;
`;
