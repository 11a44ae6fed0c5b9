import { IconMail } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Mail',
      to: '/outbox',
      icon: IconMail,
      permission: 'MAIL_READ',
      levels: ADMINISTRATORS,
      group: 'communication',
      order: 50,
      keywords: ['outbox', 'e-mail'],
    },
  ],
};
