import { IconDoorExit, IconFileZip, IconTransfer, IconTrash } from '@tabler/icons-react';
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
    Departure: {
      one: 'Departure',
      many: 'Departures',
      icon: IconDoorExit,
      page: pageBelow('/departures', 'END_USER'),
    },
    TenantArchive: { one: 'Data of who has left', many: 'Data of who have left', icon: IconFileZip },
    TenantDeletion: { one: 'Deletion of a tenant', many: 'Deletions of tenants', icon: IconTrash },
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
      {
        key: 'leave',
        permission: 'DEPARTURE_WRITE',
        levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
        order: 95,
        content: part(
          () => import('./LeaveCard.tsx'),
          'LeaveCard',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
    reseller: [
      {
        key: 'leave',
        permission: 'DEPARTURE_WRITE',
        levels: ['PLATFORM', 'RESELLER'],
        order: 95,
        when: ({ isPlatform }) => !isPlatform,
        content: part(
          () => import('./LeaveCard.tsx'),
          'LeaveCard',
          ({ id }) => ({ resellerId: id }),
        ),
      },
    ],
  },
};
