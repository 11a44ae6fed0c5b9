-- What connectors are sent about people, and what they answered, is ciphertext under a key of the company. [S55]
alter table provisioning_job
  add constraint provisioning_job_body_sealed check (body ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint provisioning_job_message_sealed check (message ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table provisioning_attempt
  add constraint provisioning_attempt_detail_sealed check (detail ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;

-- Steps say what was done at which account, and no longer what is replied to whoever writes to it.
update provisioning_attempt set steps = (
    select jsonb_agg(case when i.step ->> 'name' = 'pass-mail-on'
        then jsonb_set(i.step, '{words}', to_jsonb(regexp_replace(i.step ->> 'words', '(eply to it automatically): .*', '\1'))) else i.step end order by i.n)
      from jsonb_array_elements(steps) with ordinality i (step, n))
  where steps @? '$[*] ? (@.name == "pass-mail-on")';
