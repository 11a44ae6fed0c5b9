import { IconTransfer } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const moves = {
  label: 'Moves',
  to: '/moves',
  icon: IconTransfer,
  permission: 'COMPANY_MOVE_READ',
  keywords: ['leave', 'other reseller', 'transfer'],
} as const;

export const feature: Feature = {
  places: [
    { ...moves, levels: ['COMPANY'], group: 'dataProtection', order: 60 },
    { ...moves, levels: SELLERS, group: 'compliance', order: 60 },
  ],
  home: homePart(
    graphql(`
      fragment DeparturesHome on Home {
        movesToAgree
      }
    `),
    {
      types: ['CompanyMove'],
      tasks: ({ movesToAgree }) => [
        !!movesToAgree && {
          key: 'moves',
          count: movesToAgree,
          title: `${plural(movesToAgree, 'move waits', 'moves wait')} for your agreement`,
          detail: 'A company goes to another reseller once all have agreed.',
          href: '/moves?awaitsMe=true',
          permission: 'COMPANY_MOVE_WRITE',
          urgent: false,
          order: 50,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
