import { IconHeartRateMonitor } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { companyWork, resellerWork } from './figures.ts';

export const more: More = {
  actions: [
    {
      label: 'Health of services',
      to: '/provisioning/health',
      icon: IconHeartRateMonitor,
      permission: 'PROVISIONING_READ',
      levels: ADMINISTRATORS,
      keywords: ['dashboard', 'failures', 'provisioning'],
    },
  ],
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
    connector: [
      {
        key: 'work',
        permission: 'PROVISIONING_READ',
        order: 10,
        content: part(
          () => import('./ConnectorWork.tsx'),
          'ConnectorWork',
          ({ id, kind }) => ({ connectorId: id, kind }),
        ),
      },
      {
        key: 'differences',
        permission: 'PROVISIONING_WRITE',
        order: 15,
        // A receiver of webhooks is only told: nobody can look there.
        when: ({ kind }) => kind !== 'WEBHOOK',
        content: part(
          () => import('./DriftRules.tsx'),
          'DriftRules',
          ({ id }) => ({ connectorId: id }),
        ),
      },
      {
        key: 'dry-run',
        permission: 'PROVISIONING_RETRY',
        order: 20,
        content: part(
          () => import('./DryRun.tsx'),
          'DryRun',
          ({ id }) => ({ of: { connectorId: id } }),
        ),
      },
    ],
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
        key: 'dry-run',
        permission: 'PROVISIONING_RETRY',
        levels: SELLERS,
        order: 7,
        content: part(
          () => import('./DryRun.tsx'),
          'DryRun',
          ({ id }) => ({ of: { subscriptionId: id } }),
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
