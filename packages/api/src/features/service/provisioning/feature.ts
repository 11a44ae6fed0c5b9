import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import { on } from '../../../kernel/jobs.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import {
  Subscription,
  subscriptionChanged,
  subscriptionEnding,
  subscriptionStarted,
} from '../../trade/subscriptions/index.ts';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { completeManualTask } from './complete-manual-task.ts';
import { endProvisioning } from './end-provisioning.ts';
import {
  attemptProvisioningJob,
  endProvisioningJob,
  recoverProvisioningJob,
  startChangeJob,
  startProvisioningJob,
} from './jobs.ts';
import { openWorkOf } from './open-work.ts';
import { ProvisioningAttempt, ProvisioningJob } from './provisioning-job.entity.ts';
import { provisioningJobs } from './provisioning-job.list.ts';
import { recoverProvisioning } from './recover-provisioning.ts';
import { retryProvisioningJob } from './retry-provisioning-job.ts';
import { startChange } from './start-change.ts';
import { startProvisioning } from './start-provisioning.ts';

const permissions = {
  PROVISIONING_READ: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See what is being set up, and what failed',
  },
  PROVISIONING_WRITE: {
    area: 'services',
    levels: ['PLATFORM'],
    words: 'Complete tasks by hand',
  },
  PROVISIONING_RETRY: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Try failed set-ups again',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const jobsThatAre = (...states: string[]): string =>
  `(select count(*) from provisioning_job where state in (${states.map((state) => `'${state}'`).join(', ')}))`;
const provisioningHere = {
  parkedJobs: jobsThatAre('PARKED'),
  jobsUnderway: jobsThatAre('QUEUED', 'RUNNING', 'RETRYING'),
};

export const provisioningFeature = feature({
  name: 'service/provisioning',
  needs: [
    'platform/tenancy',
    'people/directory',
    'trade/catalogue',
    'trade/subscriptions',
    'service/connectors',
  ],
  permissions,
  tables: [ProvisioningAttempt, ProvisioningJob],
  lists: [provisioningJobs],
  verbs: [
    mutation(completeManualTask, ProvisioningJob),
    mutation(retryProvisioningJob, ProvisioningJob),
    attemptProvisioning,
    endProvisioning,
    recoverProvisioning,
    startChange,
    startProvisioning,
  ],
  fields: [
    children(Subscription, 'jobs', provisioningJobs, 'subscription_id'),
    ...openWorkOf(Company, 'company_id'),
    ...openWorkOf(Reseller, 'reseller_id'),
  ],
  jobs: [
    on(subscriptionStarted, startProvisioningJob),
    on(subscriptionChanged, startChangeJob),
    on(subscriptionEnding, endProvisioningJob),
    attemptProvisioningJob,
    recoverProvisioningJob,
  ],
  audits: {
    ProvisioningJob: {
      label: 'Provisioning',
      name: (id) =>
        `select s.reference from provisioning_job j join subscription s on s.id = j.subscription_id where j.id = ${id}`,
    },
  },
  home: [
    {
      figures: {
        manualTasks: { type: () => Int, description: 'Provisioning that waits for staff.' },
        parkedJobs: { type: () => Int },
        jobsUnderway: { type: () => Int },
      },
      at: {
        PLATFORM: { figures: { ...provisioningHere, manualTasks: jobsThatAre('WAITING') } },
        RESELLER: { figures: provisioningHere },
        COMPANY: { figures: provisioningHere },
      },
    },
  ],
  demo: () => import('./demo.ts'),
});
