import { by, choice, equals, type FilterField, list, yesOrNo } from '../../../kernel/read/list.ts';
import { ConnectorKind } from '../../trade/catalogue/index.ts';
import { searchBySubscription } from '../../trade/subscriptions/index.ts';
import { isOpenJob } from './job-conditions.ts';
import { ProvisioningJob, ProvisioningState } from './provisioning-job.entity.ts';

/** Neither done nor given up: it goes on by itself, or once staff have done their task. */
const underWay: FilterField = {
  type: () => Boolean,
  condition: (row, value) =>
    `${row}.state ${value ? 'in' : 'not in'} ('QUEUED', 'WAITING', 'RUNNING', 'RETRYING')`,
};

const createdAt = [by('created_at', 'timestamptz')];

export const provisioningJobs = list(ProvisioningJob, {
  name: 'provisioningJobs',
  permission: 'PROVISIONING_READ',
  filters: {
    search: searchBySubscription('subscription_id'),
    state: choice('state', ProvisioningState),
    underWay,
    open: yesOrNo(isOpenJob),
    connector: choice('connector', ConnectorKind),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
  },
  sorts: { CREATED_AT: createdAt },
  order: ['CREATED_AT', 'DESC'],
});
