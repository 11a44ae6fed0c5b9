import { IconAddressBook } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Contacts',
      to: '/contacts',
      icon: IconAddressBook,
      permission: 'CONTACT_READ',
      levels: SELLERS,
      group: 'communication',
      order: 34,
      keywords: ['marketing', 'leads', 'prospects', 'opt in', 'PECR', 'suppression'],
    },
  ],
  more: () => import('./more.ts'),
};
