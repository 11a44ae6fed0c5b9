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

/**
 * SQL: how the service of the subscription with this alias stands; null for what is over or still to come, and for bundles, whose
 * parts are what is provided. What it asks is asked once for all rows: few jobs are open, and few services differ.
 */
export const healthOf = (row: string): string =>
  `(case when ${row}.state = 'ENDED' or ${row}.id in (select part.part_of_id from subscription part where part.part_of_id is not null) then null
      when ${row}.id in (select j.subscription_id from provisioning_job j where ${hasFailed('j')}) then 'FAILED'
      when ${row}.id in (select j.subscription_id from provisioning_job j where ${isOpenJob('j')}) then 'UNDER_WAY'
      when ${row}.id in (select o.subscription_id from observation o where o.drifted_at is not null) then 'DRIFTING'
      when ${row}.state = 'ACTIVE' then 'IN_PLACE' end)`;
