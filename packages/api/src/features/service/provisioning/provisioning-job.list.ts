import { setting } from '../../../kernel/protection.ts';
import { by, byOr, choice, equals, type FilterField, list, yesOrNo } from '../../../kernel/read/list.ts';
import { ConnectorKind } from '../../trade/catalogue/index.ts';
import { searchBySubscription } from '../../trade/subscriptions/index.ts';
import { isOpenJob, isOverdue } from './job-conditions.ts';
import { ProvisioningJob, ProvisioningState } from './provisioning-job.entity.ts';
import { TaskSide } from './task-template.entity.ts';

/** Neither done nor given up: it goes on by itself, or once staff have done their task. */
const underWay: FilterField = {
  type: () => Boolean,
  condition: (row, value) =>
    `${row}.state ${value ? 'in' : 'not in'} ('QUEUED', 'WAITING', 'RUNNING', 'RETRYING')`,
};

/** Tasks of whoever reads. */
const mine = yesOrNo((row) => `(${row}.assignee_id is not distinct from ${setting('membership_id')})`);

/** Tasks that nobody has taken, or that somebody has. */
const assigned = yesOrNo((row) => `(${row}.assignee_id is not null)`);

const createdAt = [by('created_at', 'timestamptz')];

export const provisioningJobs = list(ProvisioningJob, {
  name: 'provisioningJobs',
  permission: 'PROVISIONING_READ',
  filters: {
    search: searchBySubscription('subscription_id'),
    state: choice('state', ProvisioningState),
    underWay,
    open: yesOrNo(isOpenJob),
    fault: equals('fault', () => String, 'text'),
    connector: choice('connector', ConnectorKind),
    taskOf: choice('task_of', TaskSide),
    mine,
    assigned,
    overdue: yesOrNo(isOverdue),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
  },
  sorts: { CREATED_AT: createdAt, DUE_AT: [byOr('due_at', `'infinity'`, 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
