const SINCE = `$1::timestamptz - interval '90 days'`;

/**
 * SQL: how the memberships that meet a condition (over `m`) stand at the moment `$1`, with what is proposed for each and why;
 * `$2` is `verbAreas()`. Whoever has been there for ninety days and has not signed in for as long is proposed to go; whoever
 * has changed nothing for as long, to look only. It reads under the row security of whoever opens or keeps a review.
 */
export const standing = (condition: string): string => `
  select s.*, case s.reason when 'ONLY_LOOKS' then 'REDUCE' when 'NOT_SEEN' then 'REVOKE' when 'NEVER_SEEN' then 'REVOKE'
      else 'KEEP' end as proposal
    from (select m.id as membership_id, m.level as subject_level, m.first_name, m.last_name, m.email, m.reach,
        coalesce(c.name, r.name) as tenant_name, o.name as role_name, o.areas, coalesce(o.manages, o.areas) as manages,
        (select g.first_name || ' ' || g.last_name from membership g where g.id = m.given_by) as given_by_name,
        m.created_at as given_at, m.ends_at, m.last_sign_in_at, did.changes, did.changed_areas,
        case
          when m.ends_at is not null then 'ENDS_BY_ITSELF'
          when greatest(m.created_at, m.last_sign_in_at) <= ${SINCE}
            then case when m.last_sign_in_at is null then 'NEVER_SEEN' else 'NOT_SEEN' end
          when m.created_at > ${SINCE} then 'RECENT'
          when did.changes = 0 and coalesce(o.manages, o.areas) is distinct from '{}' then 'ONLY_LOOKS'
          else 'USED' end as reason
      from membership m join role o on o.id = m.role_id
        join reseller r on r.id = m.reseller_id left join company c on c.id = m.company_id
        cross join lateral (
          select count(*)::integer as changes, coalesce(array_agg(distinct v.area), '{}') as changed_areas
            from audit_entry e join json_to_recordset($2::json) as v (action text, area text) on v.action = e.action
            where e.actor_membership_id = m.id and e.at > ${SINCE}) did
      where m.status = 'ACTIVE' and coalesce(m.ends_at > $1::timestamptz, true) and (${condition})) s`;

/** What a line keeps of it, in the order of the table's columns. */
export const KEPT = `subject_level, first_name, last_name, email, tenant_name, role_name, areas, manages, reach, given_by_name,
  given_at, ends_at, last_sign_in_at, changes, changed_areas, proposal, reason`;
