import { IconSpeakerphone } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';

const notices = {
  label: 'Notices',
  to: '/notices',
  icon: IconSpeakerphone,
  permission: 'NOTICE_READ',
  order: 10,
  keywords: ['maintenance', 'outage'],
} as const;

export const feature: Feature = {
  places: [
    { ...notices, levels: SELLERS, group: 'communication' },
    { ...notices, levels: ['COMPANY', 'END_USER'], group: 'help' },
  ],
  cards: {
    home: [
      {
        key: 'notices',
        levels: ['END_USER'],
        order: 20,
        content: part(
          () => import('./LatestNotices.tsx'),
          'LatestNotices',
          () => ({}),
        ),
      },
    ],
  },
  more: () => import('./more.ts'),
};
