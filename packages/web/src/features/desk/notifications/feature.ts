import { IconMail } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { page } from '../../../frame/routes.ts';

export const routes = [
  page('outbox', () => import('./OutboxPage.tsx'), 'OutboxPage'),
  page('outbox/$mailId', () => import('./MailPage.tsx'), 'MailPage'),
] as const;

export const feature: Feature = {
  places: [
    {
      label: 'Outbox',
      to: '/outbox',
      icon: IconMail,
      permission: 'MAIL_READ',
      levels: ADMINISTRATORS,
      group: 'communication',
      order: 50,
      keywords: ['mail', 'e-mail'],
    },
  ],
};
