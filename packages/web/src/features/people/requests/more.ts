import { IconUserQuestion } from '@tabler/icons-react';
import { inList, type More } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { stateName } from './correction-words.ts';

export const more: More = {
  things: {
    AccessRequest: {
      one: 'Access request',
      many: 'Access requests',
      icon: IconUserQuestion,
      page: inList('/requests', 'END_USER'),
      say: (field, value) => (field === 'state' && value === 'WAITING' ? 'Waiting' : undefined),
    },
    AccessLink: { one: 'Access link', many: 'Access links' },
    Correction: {
      one: 'Correction',
      many: 'Corrections',
      page: (_id, level) => (level === 'END_USER' ? '/profile' : '/requests/corrections'),
      say: (field, value) => (field === 'state' ? stateName(value) : undefined),
    },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'requests',
        label: 'Requests',
        permission: 'REQUEST_READ',
        levels: SELLERS,
        order: 15,
        content: part(
          () => import('./RequestsPage.tsx'),
          'CompanyRequests',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
  cards: {
    endUser: [
      {
        key: 'corrections',
        permission: 'CORRECTION_READ',
        order: 5,
        content: part(
          () => import('./WaitingCorrections.tsx'),
          'WaitingCorrections',
          ({ id }) => ({ endUserId: id }),
        ),
      },
    ],
    profile: [
      {
        key: 'corrections',
        permission: 'CORRECTION_REQUEST',
        order: 20,
        content: part(
          () => import('./OwnCorrections.tsx'),
          'OwnCorrections',
          ({ profile }) => ({ profile }),
        ),
      },
    ],
  },
};
