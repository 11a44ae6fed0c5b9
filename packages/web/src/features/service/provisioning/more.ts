import { type More, pageBelow } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { companyWork, resellerWork } from './figures.ts';

export const more: More = {
  things: {
    ProvisioningJob: {
      one: 'Provisioning job',
      many: 'Provisioning jobs',
      page: pageBelow('/provisioning', 'END_USER'),
    },
  },
  audit,
  figures: { company: companyWork, reseller: resellerWork },
  tabs: {
    company: [
      {
        key: 'set-up',
        label: 'Set-up',
        permission: 'PROVISIONING_READ',
        order: 35,
        content: part(
          () => import('./JobList.tsx'),
          'TenantJobs',
          ({ id }) => ({ tenant: { companyId: id } }),
        ),
      },
    ],
    reseller: [
      {
        key: 'set-up',
        label: 'Set-up',
        permission: 'PROVISIONING_READ',
        levels: ['PLATFORM'],
        order: 27,
        content: part(
          () => import('./JobList.tsx'),
          'TenantJobs',
          ({ id }) => ({ tenant: { resellerId: id } }),
        ),
      },
    ],
  },
  cards: {
    subscription: [
      {
        key: 'service',
        permission: 'PROVISIONING_READ',
        order: 5,
        content: part(
          () => import('./ServiceState.tsx'),
          'ServiceState',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
      {
        key: 'jobs',
        permission: 'PROVISIONING_READ',
        order: 10,
        content: part(
          () => import('./SubscriptionJobs.tsx'),
          'SubscriptionJobs',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
    ],
  },
};
