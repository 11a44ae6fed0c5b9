/** Relations as SQL, over which `ratedCalls` works. */
export interface CallsToRate {
  /**
   * Columns `id`, `customer_id` (whose bundles they use up), `tariff_id`, `number`, `started_at`, `seconds`; a relation that can be
   * named more than once, such as a table.
   */
  calls: string;
  /**
   * Columns `customer_id`, `tariff_id`, `bundle` (its name), `month` (its first day), `seconds`: what has been taken already; nothing, if
   * it is not given.
   */
  used?: string;
  /** What may rate them, as `tariff_versions_of` has it: all that were published of their tariffs, if it is not given. */
  versions?: string;
}

const NOTHING =
  'select null::uuid as customer_id, null::uuid as tariff_id, null as bundle, null::date as month, 0 as seconds where false';

const published = (calls: string): string =>
  `select v.* from tariff_versions_of(array(select distinct c.tariff_id from ${calls} c where c.tariff_id is not null)) v`;

/** SQL of the one version that is to rate all calls, be it a draft and whatever days it is for. `id` is SQL, too. */
export const versionAlone = (id: string): string => `
    select v.id, v.tariff_id, 1 as ordinal, '-infinity'::date as valid_from, 'infinity'::date as valid_until, k.keys, k.prefixes
      from tariff_version v left join tariff_keys_of(array[v.id]) k on k.version_id = v.id where v.id = ${id}`;

/**
 * SQL that rates a set of calls under their tariffs, one row for each: `id`, `tariff_id`, `status` (RATED, FREE, UNRATED),
 * `version_id`, `prefix`, `zone`, `band` (where it began), `billed_seconds`, `bundle`, `bundle_seconds` and `price_micro`. It says to the
 * millionth what `rateOf` says of each; a call is rated by the version in force when it began, or, where that does not know the
 * number, by the first one after it that does. Each `offset 0` has what stands below it worked out once;
 * `distinct on` what is unique anyway tells the planner so. [B2]
 */
export const ratedCalls = ({ calls, used = NOTHING, versions = published(calls) }: CallsToRate): string => `
  with versions as materialized (
    ${versions.trim()}
  ), prefixes as materialized (
    select distinct on (p.no) p.* from tariff_prefixes_of(array(select v.id from versions v)) p
  ), zones as materialized (
    select distinct on (z.id) z.* from tariff_zones_of(array(select v.id from versions v)) z
  ), placed as not materialized (${placed(calls)}
  ), taken as (
    select p.*, 0 as taken from placed p where p.bundle is null
    union all
    select p.*, case when p.seconds >= p.minimum then least(p.billed, greatest(0, p.bundle_seconds - coalesce(u.seconds, 0)
          - (sum(p.billed) filter (where p.seconds >= p.minimum) over earlier - p.billed)))::integer else 0 end
      from placed p left join (${used}) u on u.customer_id = p.customer_id and u.tariff_id = p.tariff_id and u.bundle = p.bundle
        and u.month = date_trunc('month', p.local)::date
      where p.bundle is not null and exists (select from zones z where z.bundle is not null)
      window earlier as (partition by p.customer_id, p.tariff_id, p.bundle, date_trunc('month', p.local) order by p.started_at, p.id)
  )
  select p.id, p.tariff_id, case when p.free then 'FREE' when p.zone is null then 'UNRATED' else 'RATED' end as status, p.version_id, p.prefix, p.zone,
      p.band, coalesce(p.billed, 0) as billed_seconds, case when p.taken > 0 then p.bundle end as bundle, p.taken as bundle_seconds,
      case when p.free then 0 when p.zone is null then null when p.billed <= p.taken then 0
        else p.connection + (2 * case when p.within then (p.billed - p.taken) * p.per_minute[p.at] else ${segments} end + 60) / 120
      end as price_micro
    from taken p`;

/** Each call with what its zone says; `within` if it ends before its band does. */
const placed = (calls: string): string => `
    select b.*, billed_seconds(b.seconds, b.minimum, b.first_increment, b.next_increment) as billed
      from (
        select a.id, a.customer_id, a.tariff_id, a.started_at, a.seconds, a.local, a.free, a.version_id, a.prefix, a.zone, a.bundle, a.bundle_seconds,
            a.starts, a.marks, a.per_minute, a.at, a.bands[a.at] as band, a.connection[a.at] as connection, a.minimum[a.at] as minimum,
            a.first_increment[a.at] as first_increment, a.next_increment[a.at] as next_increment,
            cardinality(a.starts) = 1
              or timezone('Europe/London', a.started_at + make_interval(secs => a.seconds)) = a.local + make_interval(secs => a.seconds)
                and floor(extract(epoch from a.local) + 259200)::bigint % 604800 + a.seconds <= coalesce(a.starts[a.at + 1], 10080) * 60 as within
          from (
            select k.id, k.customer_id, k.tariff_id, k.started_at, k.seconds, k.local, k.free, p.version_id, p.prefix, z.zone, z.bundle, z.bundle_seconds,
                z.starts, z.marks, z.bands, z.per_minute, z.connection, z.minimum, z.first_increment, z.next_increment,
                case when cardinality(z.starts) = 1 then 1 else width_bucket(week_minute(k.local), z.starts) end as at
              from (
                select d.*, case when not d.free then coalesce(nullif(v.prefixes[width_bucket(d.key, v.keys)], 0), (
                      select w.prefixes[width_bucket(d.key, w.keys)] from versions w
                        where w.tariff_id = d.tariff_id and w.ordinal > v.ordinal and w.prefixes[width_bucket(d.key, w.keys)] > 0
                        order by w.ordinal limit 1)) end as no
                  from (
                    select n.*, is_free_call(n.number) as free, number_key(n.number) as key
                      from (
                        select c.id, c.customer_id, c.tariff_id, c.started_at, c.seconds, dialled(c.number) as number,
                            timezone('Europe/London', c.started_at) as local
                          from ${calls} c offset 0
                      ) n offset 0
                  ) d
                  left join versions v on v.tariff_id = d.tariff_id and d.local >= v.valid_from and d.local < v.valid_until
                  offset 0
              ) k
              left join prefixes p on p.no = k.no left join zones z on z.id = p.zone_id
              offset 0
          ) a
          offset 0
      ) b`;

/** Of a call that goes on into another band: its charged seconds cut wherever a band may begin, each part at the price of its own. */
const segments = `(
          select sum((greatest(s.until, p.taken) - greatest(s.since, p.taken))
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
          )`;
