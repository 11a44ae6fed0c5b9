-- No line of an invoice is credited beyond what it charged, whoever asks and whatever verb forgets to look.
-- runs as gate
create or replace function keep_within_line() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare line text;
begin
  select l.description into line from invoice_line l
    join credit_note_line k on k.invoice_line_id = l.id join credit_note n on n.id = k.credit_note_id and n.state <> 'DECLINED'
    where l.id in (select invoice_line_id from added) group by l.id having sum(k.net_minor) > l.net_minor limit 1;
  if found then
    raise exception 'More of “%” would be credited than was charged.', line using errcode = 'STATE', column = 'lines';
  end if;
  return null;
end $$;

create or replace trigger keep_within_line after insert on credit_note_line referencing new table as added
  for each statement execute function keep_within_line();

-- An issued note stays as it is, but for what of it has been used; one that was declined stays declined.
create or replace function keep_credit_note() returns trigger language plpgsql as $$
begin
  -- What is no longer to be kept goes, when its time is over.
  if current_user = 'steward_keeper' then return null; end if;
  if old.state <> 'AWAITING_APPROVAL' and (to_jsonb(new) - array['used_minor', 'decided_by_name', 'decided_at', 'decision_note'])
      is distinct from (to_jsonb(old) - array['used_minor', 'decided_by_name', 'decided_at', 'decision_note']) then
    raise exception 'A credit note that was decided about is never changed.';
  end if;
  return null;
end $$;

create or replace trigger keep_credit_note after update on credit_note for each row execute function keep_credit_note();
