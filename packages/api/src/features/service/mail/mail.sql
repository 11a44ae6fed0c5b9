-- What has to be done by hand about the mail of a mailbox, in words: what is to be passed on and is not as far as is known, and what
-- is passed on and is not to be any more. [P2]
-- runs as gate; called by worker, gate
create or replace function mail_to_do(mailbox uuid, known jsonb) returns text[]
  language sql stable security definer set search_path = steward, pg_temp as $$
  select array_remove(array[
      case when wanted.forward_to is not distinct from nullif(known ->> 'forwardTo', '') then null
        when wanted.forward_to is null then 'Stop forwarding what reaches the mailbox'
        else 'Forward what reaches the mailbox to ' || wanted.forward_to || ', and keep a copy' end,
      case when wanted.delegates = coalesce(known -> 'delegates', '[]') then null
        when wanted.delegates = '[]' then 'Let nobody else open the mailbox'
        else 'Let these open the mailbox: ' || (select string_agg(d, ', ') from jsonb_array_elements_text(wanted.delegates) d) end,
      case when wanted.reply is not distinct from nullif(known ->> 'reply', '') then null
        when wanted.reply is null then 'Switch the automatic reply off'
        else 'Reply automatically: ' || wanted.reply end
    ], null)
    from passed_mail m cross join lateral (
      select min(u.email) filter (where r.forwards) as forward_to,
          coalesce(jsonb_agg(distinct u.email order by u.email) filter (where r.opens), '[]') as delegates,
          case when m.in_force then m.reply end as reply
        from mail_recipient r join end_user u on u.id = r.end_user_id and u.status = 'ACTIVE' and u.email is not null
        where r.passed_mail_id = m.id and not r.withdrawn and m.in_force) wanted
    where m.subscription_id = mailbox
$$;
