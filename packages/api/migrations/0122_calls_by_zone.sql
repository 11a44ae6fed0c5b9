create index call_record_by_zone on call_record (retail_zone, started_at, id);
create index call_record_of_company_by_zone on call_record (company_id, retail_zone, started_at, id);
