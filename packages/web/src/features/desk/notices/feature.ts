import { IconSpeakerphone } from '@tabler/icons-react';
import { type Feature, pageBelow } from '../../../frame/feature.ts';
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
  actions: [
    {
      label: 'Publish a notice',
      to: '/notices/new',
      icon: IconSpeakerphone,
      permission: 'NOTICE_PUBLISH',
      keywords: ['maintenance', 'outage'],
    },
  ],
  things: { Notice: { one: 'Notice', many: 'Notices', icon: IconSpeakerphone, page: pageBelow('/notices') } },
  audit: () => import('./audit.ts'),
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
};
