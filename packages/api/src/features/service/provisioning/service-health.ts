import { enumeration } from '../../../kernel/table.ts';
import { hasFailed, isOpenJob } from './job-conditions.ts';

/** How a service stands. UNDER_WAY: something is being done, or waits to be done by hand. DRIFTING: it is not as ordered. */
export const ServiceHealth = enumeration('ServiceHealth', {
  IN_PLACE: 'IN_PLACE',
  UNDER_WAY: 'UNDER_WAY',
  FAILED: 'FAILED',
  DRIFTING: 'DRIFTING',
});
export type ServiceHealth = keyof typeof ServiceHealth;

/** SQL: how the service of the subscription with this alias stands; null for what is over or still to come, and for bundles, whose parts are what is provided. */
export const healthOf = (row: string): string =>
  `(case when ${row}.state = 'ENDED' or exists (select from subscription part where part.part_of_id = ${row}.id) then null
      when exists (select from provisioning_job j where j.subscription_id = ${row}.id and ${hasFailed('j')}) then 'FAILED'
      when exists (select from provisioning_job j where j.subscription_id = ${row}.id and ${isOpenJob('j')}) then 'UNDER_WAY'
      when exists (select from observation o where o.subscription_id = ${row}.id and o.drifted_at is not null) then 'DRIFTING'
      when ${row}.state = 'ACTIVE' then 'IN_PLACE' end)`;
