/** So many days after its job is done a message is kept: for as long as a receiver that lost something may ask for it. */
export const MESSAGE_DAYS = 30;

/**
 * SQL: why the message of the job with this alias cannot be sent again; null: it can. A message says what is to be there, so an older
 * one than the last of its service would take back what has been changed since.
 */
export const whyNotSentAgain = (job: string): string =>
  `case when ${job}.connector <> 'WEBHOOK' then 'Only what is told by webhook can be sent again.'
     when ${job}.state in ('QUEUED', 'RUNNING', 'RETRYING') then 'It is sent again by itself.'
     when ${job}.state = 'CANCELLED' then 'It was called off.'
     when ${job}.message is null or ${job}.connector_id is null then 'Its message is not kept: messages are kept for ${MESSAGE_DAYS} days after they are delivered.'
     when exists (select from provisioning_job later where later.subscription_id = ${job}.subscription_id and later.id > ${job}.id
       and later.state <> 'CANCELLED') then 'What is to be there has changed since: send the latest message of this service.'
     when ${job}.state = 'PARKED' and exists (select from subscription s join product p on p.id = s.product_id
       where s.id = ${job}.subscription_id and p.connector_id is distinct from ${job}.connector_id)
       then 'Its product is set up elsewhere by now: try the job again instead.'
     else (select case when k.kind <> 'WEBHOOK' then 'Its connector is no webhook any more.'
         when k.disabled_at is not null then 'The endpoint of ' || k.name || ' is gone: configure a new one first.' end
       from connector k where k.id = ${job}.connector_id) end`;
