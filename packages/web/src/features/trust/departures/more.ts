import { IconTransfer } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    CompanyMove: {
      one: 'Move of a company',
      many: 'Moves of companies',
      icon: IconTransfer,
      page: pageBelow('/moves', 'END_USER'),
    },
  },
  audit,
  cards: {
    company: [
      {
        key: 'move',
        permission: 'COMPANY_MOVE_WRITE',
        levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
        order: 90,
        content: part(
          () => import('./CompanyMoveCard.tsx'),
          'CompanyMoveCard',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
};
