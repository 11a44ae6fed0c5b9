/**
 * Common table expressions for whom a notice about the products `$1` (an array) concerns. `holding`: who has a
 * subscription of one that has not ended. `person`: the end users who hold it, with or without a sign-in as long as they can be reached; the
 * administrators of those companies; the administrators of their resellers. Not the staff, who publish it. Somebody who
 * is two of these is there twice, for they look at two consoles.
 */
export const AUDIENCE = `
  holding as (
    select distinct s.reseller_id, s.company_id, s.end_user_id from subscription s
      where s.product_id = any ($1) and s.state <> 'ENDED'
  ), person as (
    select u.reseller_id, u.company_id, u.id as end_user_id, m.id as membership_id, 'END_USER' as level,
        coalesce(u.email, m.email) as email
      from holding h join end_user u on u.id = h.end_user_id
      left join membership m on m.end_user_id = u.id and m.status <> 'SUSPENDED'
      where coalesce(u.email, m.email) is not null
    union all
    select m.reseller_id, m.company_id, null, m.id, m.level, m.email from membership m
      where m.level = 'COMPANY' and m.status = 'ACTIVE' and m.lent_to is null and m.company_id in (select h.company_id from holding h)
    union all
    select m.reseller_id, null, null, m.id, m.level, m.email from membership m
      where m.level = 'RESELLER' and m.status = 'ACTIVE' and m.reseller_id in (select h.reseller_id from holding h)
  )`;
