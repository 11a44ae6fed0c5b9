import { IconFilePlus } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Debit notes',
      to: '/debit-notes',
      icon: IconFilePlus,
      permission: 'CREDIT_NOTE_WRITE',
      levels: SELLERS,
      group: 'billing',
      beside: '/credit-notes',
      order: 14,
      keywords: ['correction', 'charge more'],
    },
  ],
  home: homePart(
    graphql(`
      fragment DebitNotesHome on Home {
        debitNotesToApprove
      }
    `),
    {
      types: ['DebitNote'],
      tasks: ({ debitNotesToApprove }) => [
        !!debitNotesToApprove && {
          key: 'debit-notes-to-approve',
          count: debitNotesToApprove,
          title: `${plural(debitNotesToApprove, 'debit note waits', 'debit notes wait')} for approval`,
          detail: 'Somebody else has asked for them, and above this sum two have to agree.',
          href: '/debit-notes?state=AWAITING_APPROVAL',
          permission: 'CREDIT_NOTE_WRITE',
          urgent: true,
          order: 37,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
