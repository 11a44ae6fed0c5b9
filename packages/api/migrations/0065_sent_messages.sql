-- What a webhook was last sent, kept for thirty days after the job is done, so that it can be sent again as it was.
alter table provisioning_job add message text;
update provisioning_job set message = body where body is not null;
create index provisioning_job_with_message on provisioning_job (finished_at) where message is not null and finished_at is not null;

-- What somebody who joins begins with is an order of a kind of its own.
alter table service_order drop constraint service_order_kind_check;
alter table service_order add constraint service_order_kind_check check (kind in ('CHANGE', 'JOINER', 'LEAVER'));
