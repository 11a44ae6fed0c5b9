-- Days that have been invoiced are not taken back by dating an end back: that takes a credit note. Days that were charged ahead and
-- have not been invoiced again since are given back by the next invoice. A company does not see
-- what its reseller is invoiced, so the gate looks. A billing run holds its issuer's lock alone until it commits (see
-- bill-customers.ts), and takes the platform's first, as is done here: who comes second sees what the first has done. Days to
-- come cannot have been invoiced; ends that lie there wait for nobody.
-- runs as gate
create or replace function keep_invoiced_days() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  today date := (coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, now()) at time zone 'Europe/London')::date;
  issuer uuid;
  invoiced date;
begin
  if new.ends_on > today then return new; end if;
  for issuer in select id from reseller where is_platform or id = new.reseller_id order by is_platform desc loop
    perform pg_advisory_xact_lock_shared(hashtextextended('billing ' || issuer, 0));
  end loop;
  select max(least(p."to", case when i.in_advance then i.period_start else i.period_end end)) into invoiced
    from invoice_line_part p join invoice i on i.id = p.invoice_id where p.subscription_id = new.id and p."to" > new.ends_on;
  if invoiced > new.ends_on then
    raise exception 'Must not be before %: it has been invoiced up to and including %.',
        to_char(invoiced, 'FMDD FMMonth YYYY'), to_char(invoiced - 1, 'FMDD FMMonth YYYY')
      using errcode = 'STATE', column = 'endsOn';
  end if;
  return new;
end $$;

create or replace trigger keep_invoiced_days before update of ends_on on subscription for each row
  when (new.ends_on is distinct from old.ends_on) execute function keep_invoiced_days();

-- What one reseller has charged ahead is between it and the company, and stays as it was when the company moves to another.
create or replace function settle_moved_days() returns trigger language plpgsql as $$
begin
  new.settled_to := new.billed_to;
  return new;
end $$;

create or replace trigger settle_moved_days before update of reseller_id on billed_subscription for each row
  when (new.reseller_id <> old.reseller_id) execute function settle_moved_days();
