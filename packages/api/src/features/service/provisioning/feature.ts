import { ID, Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { on } from '../../../kernel/jobs.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import { children, narrowed } from '../../../kernel/read/list.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import {
  Subscription,
  subscriptionChanged,
  subscriptionEnding,
  subscriptionStarted,
  subscriptions,
} from '../../trade/subscriptions/index.ts';
import { Connector } from '../connectors/index.ts';
import { acceptDrift } from './accept-drift.ts';
import { assignTask } from './assign-task.ts';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { completeManualTask } from './complete-manual-task.ts';
import { connectorFields, connectorJobs } from './connector-fields.ts';
import { ConnectorPace } from './connector-pace.entity.ts';
import { ConnectorWatch } from './connector-watch.entity.ts';
import { correctDrift } from './correct-drift.ts';
import { DriftRule } from './drift-rule.entity.ts';
import { dryRunServices } from './dry-run-services.ts';
import { endProvisioning } from './end-provisioning.ts';
import { forgetMessages } from './forget-messages.ts';
import { giveBackTask } from './give-back-task.ts';
import { isOverdue } from './job-conditions.ts';
import {
  attemptProvisioningJob,
  endProvisioningJob,
  forgetMessagesJob,
  observeChangesJob,
  observeDueJob,
  observeSubscriptionJob,
  recoverProvisioningJob,
  startChangeJob,
  startProvisioningJob,
} from './jobs.ts';
import { Observation } from './observation.entity.ts';
import { observations } from './observation.list.ts';
import { observe } from './observe.ts';
import { observeChanges } from './observe-changes.ts';
import { observeDue } from './observe-due.ts';
import { observeSubscription } from './observe-subscription.ts';
import { openWorkOf } from './open-work.ts';
import paceSql from './pace.sql?raw';
import { ConnectorPlan, planConnector } from './plan-connector.ts';
import { provisioningBoard } from './provisioning-board.ts';
import { provisioningHealth } from './provisioning-health.ts';
import { ProvisioningAttempt, ProvisioningJob } from './provisioning-job.entity.ts';
import { provisioningJobs } from './provisioning-job.list.ts';
import { recoverProvisioning } from './recover-provisioning.ts';
import { removeDriftRule } from './remove-drift-rule.ts';
import { removeTaskTemplate } from './remove-task-template.ts';
import { resendMessage } from './resend-message.ts';
import { retryProvisioningJob } from './retry-provisioning-job.ts';
import { retryProvisioningJobs } from './retry-provisioning-jobs.ts';
import { healthOf, ServiceHealth } from './service-health.ts';
import { setDriftRule } from './set-drift-rule.ts';
import { setTaskTemplate } from './set-task-template.ts';
import { startChange } from './start-change.ts';
import { startProvisioning } from './start-provisioning.ts';
import { serviceFields } from './subscription-fields.ts';
import { takeTask } from './take-task.ts';
import { taskDoers } from './task-doers.ts';
import { type TaskSide, TaskTemplate } from './task-template.entity.ts';
import { taskTemplates } from './task-template.list.ts';
import tasksSql from './tasks.sql?raw';
import { tickTaskItem } from './tick-task-item.ts';
import watchSql from './watch.sql?raw';

const permissions = {
  PROVISIONING_READ: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See what is being set up, and what failed',
  },
  PROVISIONING_WRITE: {
    area: 'services',
    levels: ['PLATFORM'],
    words:
      'Say how tasks are done and what is done about differences, send messages again, and see the board',
  },
  TASK_WRITE: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Do tasks by hand: take them, tick off what is done',
  },
  PROVISIONING_RETRY: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Try failed set-ups again, and look at what is there',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const jobsThatAre = (...states: string[]): string =>
  `(select count(*) from provisioning_job where state in (${states.map((state) => `'${state}'`).join(', ')}))`;
/** Tasks of the reader's side: how many there are, how many of them are late, and how many are the reader's own. */
const tasksOf = (side: TaskSide) => {
  const tasks = (condition: string): string =>
    `(select count(*) from provisioning_job j where j.state = 'WAITING' and j.task_of = '${side}' and ${condition})`;
  return {
    manualTasks: tasks('true'),
    overdueTasks: tasks(isOverdue('j')),
    myTasks: tasks(`j.assignee_id = ${setting('membership_id')}`),
  };
};
const provisioningHere = {
  parkedJobs: jobsThatAre('PARKED'),
  jobsUnderway: jobsThatAre('QUEUED', 'RUNNING', 'RETRYING'),
};

export const provisioningFeature = feature({
  name: 'service/provisioning',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/directory',
    'trade/catalogue',
    'trade/subscriptions',
    'service/connectors',
    'service/mail',
  ],
  permissions,
  tables: [
    ConnectorPace,
    ConnectorWatch,
    DriftRule,
    Observation,
    ProvisioningAttempt,
    ProvisioningJob,
    TaskTemplate,
  ],
  sql: [paceSql, tasksSql, watchSql],
  lists: [observations, provisioningJobs, taskTemplates],
  verbs: [
    mutation(completeManualTask, ProvisioningJob),
    mutation(takeTask, ProvisioningJob),
    mutation(assignTask, ProvisioningJob),
    mutation(giveBackTask, ProvisioningJob),
    mutation(tickTaskItem, ProvisioningJob),
    mutation(setTaskTemplate, TaskTemplate),
    plainMutation(removeTaskTemplate, () => ID),
    mutation(retryProvisioningJob, ProvisioningJob),
    plainMutation(retryProvisioningJobs, () => Int),
    mutation(resendMessage, ProvisioningJob),
    mutation(acceptDrift, Subscription),
    mutation(correctDrift, Subscription),
    mutation(observe, Subscription),
    mutation(setDriftRule, Connector),
    mutation(removeDriftRule, Connector),
    plainMutation(planConnector, () => ConnectorPlan),
    attemptProvisioning,
    dryRunServices,
    endProvisioning,
    forgetMessages,
    observeChanges,
    observeDue,
    observeSubscription,
    recoverProvisioning,
    startChange,
    startProvisioning,
  ],
  views: [provisioningBoard, provisioningHealth, taskDoers],
  fields: [
    children(Subscription, 'jobs', provisioningJobs, 'subscription_id'),
    narrowed(subscriptions, 'health', {
      type: () => ServiceHealth,
      condition: (row, value, statement) => `${healthOf(row)} = ${statement.bind(value)}`,
    }),
    ...serviceFields,
    ...connectorFields,
    connectorJobs,
    ...openWorkOf(Company, 'company_id'),
    ...openWorkOf(Reseller, 'reseller_id'),
  ],
  jobs: [
    on(subscriptionStarted, startProvisioningJob),
    on(subscriptionChanged, startChangeJob),
    on(subscriptionEnding, endProvisioningJob),
    attemptProvisioningJob,
    forgetMessagesJob,
    observeChangesJob,
    observeDueJob,
    observeSubscriptionJob,
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
        manualTasks: { type: () => Int, description: 'Tasks that wait for the reader’s side.' },
        overdueTasks: { type: () => Int, description: 'Those of them that should have been done.' },
        myTasks: { type: () => Int, description: 'Those of them that the reader has.' },
        parkedJobs: { type: () => Int },
        jobsUnderway: { type: () => Int },
      },
      at: {
        PLATFORM: { figures: { ...provisioningHere, ...tasksOf('PLATFORM') } },
        RESELLER: { figures: { ...provisioningHere, ...tasksOf('RESELLER') } },
        COMPANY: { figures: provisioningHere },
      },
    },
  ],
  notHeld: {
    observation: 'follows the service',
    provisioning_attempt: 'follows the service',
    provisioning_job: 'follows the service',
  },
  demo: () => import('./demo.ts'),
});
