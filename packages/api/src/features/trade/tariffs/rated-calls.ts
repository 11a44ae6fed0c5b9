/** Relations as SQL, over which `ratedCalls` works. */
export interface CallsToRate {
  /**
   * Columns `id`, `customer_id` (whose bundles they use up), `tariff_id`, `number`, `started_at`, `seconds`; a relation that can be
   * named more than once, such as a table.
   */
  calls: string;
  /** Columns `customer_id`, `tariff_id`, `bundle` (its name), `month` (its first day), `seconds`: what has been taken already. */
  used: string;
}

/**
 * SQL that rates a set of calls under their tariffs, one row for each: `id`, `tariff_id`, `status` (RATED, FREE, UNRATED),
 * `version_id`, `prefix`, `zone`, `band` (where it began), `billed_seconds`, `bundle`, `bundle_seconds` and `price_micro`. It says to the
 * millionth what `rateOf` says of each; a call is rated by the version in force when it began, or, where that does not know the
 * number, by the first one after it that does. [B2]
 */
export const ratedCalls = ({ calls, used }: CallsToRate): string => `
  with versions as materialized (
    select v.* from tariff_versions_of(array(select distinct c.tariff_id from ${calls} c where c.tariff_id is not null)) v
  ), prefixes as materialized (
    select p.* from tariff_prefixes_of(array(select v.id from versions v)) p
  ), zones as materialized (
    select z.* from tariff_zones_of(array(select v.id from versions v)) z
  ), dated as (
    select c.id, c.customer_id, c.tariff_id, c.started_at, c.seconds, v.id as version_id, v.ordinal, timezone('Europe/London', c.started_at) as local,
        is_free_call(dialled(c.number)) as free, left(dialled(c.number), (select max(length(p.prefix)) from prefixes p)) as head
      from ${calls} c left join versions v on v.tariff_id = c.tariff_id
        and timezone('Europe/London', c.started_at) >= v.valid_from and timezone('Europe/London', c.started_at) < v.valid_until
  ), heads as (
    select distinct d.version_id, d.ordinal, d.tariff_id, d.head from dated d where not d.free and d.version_id is not null
  ), matched as materialized (
    select h.version_id, h.head,
        max(((1000 - w.ordinal)::bigint << 49) | (p.rank::bigint << 32) | p.no) & 4294967295 as no
      from heads h join versions w on w.tariff_id = h.tariff_id and w.ordinal >= h.ordinal
      cross join (select distinct length(p.prefix) as length from prefixes p) l
      join prefixes p on p.version_id = w.id and p.prefix = left(h.head, l.length)
      where l.length <= length(h.head)
      group by h.version_id, h.head
  ), placed as materialized (
    select d.id, d.customer_id, d.tariff_id, d.started_at, d.local, d.seconds, d.free, p.version_id, p.prefix, z.zone, z.bundle, z.bundle_seconds,
        z.starts, z.marks, z.per_minute, z.bands[i.at] as band, z.connection[i.at] as connection, z.minimum[i.at] as minimum,
        z.first_increment[i.at] as first_increment, z.next_increment[i.at] as next_increment, i.at,
        billed_seconds(d.seconds, z.minimum[i.at], z.first_increment[i.at], z.next_increment[i.at]) as billed
      from dated d
      left join matched m on m.version_id = d.version_id and m.head = d.head and not d.free
      left join prefixes p on p.no = m.no
      left join zones z on z.id = p.zone_id
      cross join lateral (select case when cardinality(z.starts) = 1 then 1 else width_bucket(week_minute(d.local), z.starts) end as at) i
  ), bundled as materialized (
    select p.id, p.tariff_id, least(p.billed, greatest(0, p.bundle_seconds - coalesce(u.seconds, 0) - (sum(p.billed) over earlier - p.billed)))::integer as taken
      from placed p left join (${used}) u on u.customer_id = p.customer_id and u.tariff_id = p.tariff_id and u.bundle = p.bundle
        and u.month = date_trunc('month', p.local)::date
      where p.bundle is not null and p.seconds >= p.minimum
      window earlier as (partition by p.customer_id, p.tariff_id, p.bundle, date_trunc('month', p.local) order by p.started_at, p.id)
  )
  select p.id, p.tariff_id, case when p.free then 'FREE' when p.zone is null then 'UNRATED' else 'RATED' end as status, p.version_id, p.prefix, p.zone,
      p.band, case when p.free or p.zone is null then 0 else p.billed end as billed_seconds, case when b.taken > 0 then p.bundle end as bundle,
      coalesce(b.taken, 0) as bundle_seconds,
      case when p.free then 0 when p.zone is null then null
        when p.billed <= coalesce(b.taken, 0) then 0
        else p.connection + (2 * case
          when cardinality(p.starts) = 1
              or timezone('Europe/London', p.started_at + make_interval(secs => p.seconds)) = p.local + make_interval(secs => p.seconds)
                and floor(extract(epoch from p.local) + 259200)::bigint % 604800 + p.seconds <= coalesce(p.starts[p.at + 1], 10080) * 60
            then (p.billed - coalesce(b.taken, 0)) * p.per_minute[p.at]
          else (
            select sum((greatest(s.until, coalesce(b.taken, 0)) - greatest(s.since, coalesce(b.taken, 0)))
                * p.per_minute[width_bucket(week_minute(timezone('Europe/London', s.cut)), p.starts)])::bigint
              from (
                select c.cut, case when c.offset = 0 then 0 else billed_seconds(c.offset, p.minimum, p.first_increment, p.next_increment) end as since,
                    coalesce(lead(billed_seconds(c.offset, p.minimum, p.first_increment, p.next_increment)) over (order by c.offset), p.billed) as until
                  from (
                    select p.started_at as cut, 0 as offset
                    union
                    select h.hour + make_interval(mins => k.mark), ceil(extract(epoch from h.hour + make_interval(mins => k.mark) - p.started_at))::integer
                      from generate_series(date_trunc('hour', p.started_at), p.started_at + make_interval(secs => p.seconds), '1 hour') h (hour)
                      cross join unnest(p.marks) k (mark)
                  ) c
                  where c.cut = p.started_at or c.cut > p.started_at and c.offset < p.seconds
              ) s
          ) end + 60) / 120
      end as price_micro
    from placed p left join bundled b on b.id = p.id and b.tariff_id = p.tariff_id`;
