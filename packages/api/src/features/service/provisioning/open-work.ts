import { Int } from 'type-graphql';
import { whereReached } from '../../../kernel/protection.ts';
import { added, type Class, Computed } from '../../../kernel/table.ts';
import { hasFailed, isOpenJob } from './job-conditions.ts';

/** How much is being set up or taken away for a tenant, and how much of it has failed, as its fields. */
export function openWorkOf(tenant: Class, column: 'company_id' | 'reseller_id'): Class[] {
  const jobs = (condition: (row: string) => string) => (row: string) =>
    whereReached(
      'services',
      `(select count(*) from provisioning_job j where j.${column} = ${row}.id and ${isOpenJob('j')} and ${condition('j')})`,
      column === 'company_id' ? `${row}.id` : undefined,
    );
  const levels = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;
  return [
    added(
      tenant,
      'openJobs',
      Computed(
        () => Int,
        jobs(() => 'true'),
        {
          levels,
          description: 'Provisioning that is neither done nor given up.',
        },
      ),
    ),
    added(
      tenant,
      'failedJobs',
      Computed(() => Int, jobs(hasFailed), { levels, description: 'What of it has failed.' }),
    ),
  ];
}
