import { IconFileImport, IconGauge } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    UsageImport: { one: 'Import of usage', many: 'Imports of usage', icon: IconFileImport },
    UsageMonth: { one: 'Month of usage', many: 'Months of usage', icon: IconGauge },
    UsageEvent: { one: 'Usage', many: 'Usage', icon: IconGauge },
  },
  audit,
  tabs: {
    subscription: [
      {
        key: 'usage',
        label: 'Usage',
        permission: 'USAGE_READ',
        order: 5,
        when: ({ product }) => product.meter !== null,
        content: part(
          () => import('./SubscriptionUsage.tsx'),
          'SubscriptionUsage',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
    ],
  },
};
