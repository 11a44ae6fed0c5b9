import { IconPhoto } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { part, type Slots } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  audit,
  cards: {
    endUser: [
      {
        key: 'photo',
        permission: 'END_USER_WRITE',
        order: 80,
        content: part(
          () => import('./EndUserPhoto.tsx'),
          'EndUserPhoto',
          ({ id }) => ({ endUserId: id }),
        ),
      },
    ],
    profile: [
      {
        key: 'photo',
        order: 10,
        content: part(
          () => import('./OwnPhoto.tsx'),
          'OwnPhoto',
          () => ({}),
        ),
      },
    ],
  },
  bulk: {
    administrators: [
      {
        label: 'Photo',
        icon: IconPhoto,
        permission: 'MEMBERSHIP_WRITE',
        order: 80,
        one: true,
        when: ({ people }) => people.every(({ level }) => level !== 'END_USER'),
        content: part(
          () => import('./AdministratorPhoto.tsx'),
          'AdministratorPhoto',
          (of: Slots['administrators']) => of,
        ),
      },
    ],
  },
};
