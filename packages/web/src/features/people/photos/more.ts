import type { More } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
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
};
