import { IconArrowsExchange } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Re-rated calls',
      to: '/reratings',
      icon: IconArrowsExchange,
      permission: 'CREDIT_NOTE_WRITE',
      levels: SELLERS,
      group: 'billing',
      beside: '/credit-notes',
      order: 15,
      keywords: ['re-rating', 'rerate', 'tariff', 'correction'],
    },
  ],
  home: homePart(
    graphql(`
      fragment ReratingHome on Home {
        reratingNotesProposed
      }
    `),
    {
      types: ['Rerating', 'ReratingNote'],
      tasks: ({ reratingNotesProposed }) => [
        !!reratingNotesProposed && {
          key: 'rerating-notes-proposed',
          count: reratingNotesProposed,
          title: `${plural(reratingNotesProposed, 'note', 'notes')} of re-rated calls to issue`,
          detail:
            'Invoiced calls have come to more or less: issue the notes, or leave the invoices as they are.',
          href: '/reratings',
          permission: 'CREDIT_NOTE_WRITE',
          urgent: false,
          order: 38,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
