import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { children } from '../../../kernel/read/list.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { completeManualTask } from './complete-manual-task.ts';
import { ConfiguredWebhook, configureWebhook } from './configure-webhook.ts';
import './jobs.ts';
import { ProvisioningJob } from './provisioning-job.entity.ts';
import { connectors, provisioningJobs } from './provisioning-job.list.ts';
import { retryProvisioningJob } from './retry-provisioning-job.ts';

export const provisioningResolvers = [
  provisioningJobs.resolver,
  connectors.resolver,
  children(Subscription, 'jobs', provisioningJobs, 'subscription_id'),
  mutation(completeManualTask, ProvisioningJob),
  mutation(retryProvisioningJob, ProvisioningJob),
  plainMutation(configureWebhook, () => ConfiguredWebhook),
];
