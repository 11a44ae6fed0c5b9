import { IconDoorExit } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { stateText } from './leaver-words.ts';

export const more: More = {
  things: {
    Leaver: {
      one: 'Leaver',
      many: 'Leavers',
      icon: IconDoorExit,
      page: pageBelow('/leavers', 'END_USER'),
      say: (field, value) => (field === 'state' ? stateText(value) : undefined),
    },
  },
  audit,
  cards: {
    company: [
      {
        key: 'leaverUndoDays',
        permission: 'LEAVER_READ',
        order: 70,
        content: part(
          () => import('./UndoDays.tsx'),
          'UndoDays',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
    endUser: [
      {
        key: 'leaver',
        permission: 'LEAVER_READ',
        order: 5,
        content: part(
          () => import('./LeaverCard.tsx'),
          'LeaverCard',
          ({ id, displayName, status }) => ({ endUserId: id, displayName, status }),
        ),
      },
    ],
  },
  bulk: {
    endUsers: [
      {
        label: 'Leaver…',
        icon: IconDoorExit,
        permission: 'LEAVER_WRITE',
        order: 50,
        one: true,
        content: part(
          () => import('./LeaverCard.tsx'),
          'GoToPlan',
          ({ people }) => ({ endUserId: people[0]?.id ?? '' }),
        ),
      },
    ],
  },
};
