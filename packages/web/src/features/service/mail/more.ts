import type { More } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  audit,
  cards: {
    subscription: [
      {
        key: 'mail',
        permission: 'SUBSCRIPTION_READ',
        levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
        order: 4,
        content: part(
          () => import('./MailCard.tsx'),
          'MailCard',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
    ],
  },
};
