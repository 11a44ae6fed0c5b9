import { type More, pageBelow } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    ProvisioningJob: {
      one: 'Provisioning job',
      many: 'Provisioning jobs',
      page: pageBelow('/provisioning', 'END_USER'),
    },
    Connector: { one: 'Connector', many: 'Connectors' },
  },
  audit,
  cards: {
    subscription: [
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
