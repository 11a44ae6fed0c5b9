import { IconAlertTriangle, IconGauge } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

const card = { key: 'call-limits', permission: 'CALL_LIMIT_READ' } as const;

export const more: More = {
  things: {
    CallLimit: { one: 'Limit of calls', many: 'Limits of calls', icon: IconGauge },
    CallWarning: { one: 'Warning of calls', many: 'Warnings of calls', icon: IconAlertTriangle },
  },
  audit,
  cards: {
    company: [
      {
        ...card,
        order: 16,
        content: part(
          () => import('./LimitsCard.tsx'),
          'LimitsCard',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
    calls: [
      {
        ...card,
        order: 10,
        content: part(
          () => import('./LimitsCard.tsx'),
          'LimitsCard',
          ({ companyId }) => ({ companyId }),
        ),
      },
    ],
    subscription: [
      {
        ...card,
        order: 1,
        content: part(
          () => import('./BarredService.tsx'),
          'BarredService',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
    ],
  },
};
