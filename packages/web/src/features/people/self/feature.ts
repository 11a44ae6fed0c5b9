import { IconId } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';

const profile = {
  label: 'My profile',
  to: '/profile',
  icon: IconId,
  keywords: ['photo', 'my account'],
} as const;

export const feature: Feature = {
  places: [
    { ...profile, levels: ADMINISTRATORS, group: 'settings', order: 55 },
    { ...profile, levels: ['END_USER'], group: 'account', order: 10 },
  ],
};
