import { IconDoorExit, IconTransfer } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { date, plural } from '../../../lib/format.ts';

const moves = {
  label: 'Moves',
  to: '/moves',
  icon: IconTransfer,
  permission: 'COMPANY_MOVE_READ',
  keywords: ['leave', 'other reseller', 'transfer'],
} as const;

const leaving = {
  label: 'Leaving',
  to: '/departures',
  beside: '/moves',
  icon: IconDoorExit,
  permission: 'DEPARTURE_READ',
  keywords: ['leave', 'export', 'delete', 'end of agreement'],
} as const;

export const feature: Feature = {
  places: [
    { ...moves, levels: ['COMPANY'], group: 'dataProtection', order: 60 },
    { ...moves, levels: SELLERS, group: 'compliance', order: 60 },
    { ...leaving, levels: ['COMPANY'], group: 'dataProtection', order: 61 },
    { ...leaving, levels: SELLERS, group: 'compliance', order: 61 },
  ],
  home: homePart(
    graphql(`
      fragment DeparturesHome on Home {
        movesToAgree
        departuresToAgree
        departuresToDelete
        leftOn
      }
    `),
    {
      types: ['CompanyMove', 'Departure', 'Company'],
      tasks: ({ movesToAgree, departuresToAgree, departuresToDelete, leftOn }, level) => [
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
        !!departuresToAgree && {
          key: 'departures',
          count: departuresToAgree,
          title: `${plural(departuresToAgree, 'tenant leaves', 'tenants leave')} once you agree`,
          detail: 'Until its day it can be withdrawn.',
          href: '/departures?awaitsMe=true',
          permission: 'DEPARTURE_WRITE',
          urgent: false,
          order: 51,
        },
        !!departuresToDelete && {
          key: 'departuresToDelete',
          count: departuresToDelete,
          title: `${plural(departuresToDelete, 'tenant')} to delete`,
          detail: 'They have left, and nobody of them signs in any more.',
          href: '/departures?state=CLOSED',
          permission: 'TENANT_DELETE',
          urgent: false,
          order: 52,
        },
        !!leftOn && {
          key: 'left',
          count: 1,
          title: `Your company left on ${date(leftOn)}`,
          detail:
            level === 'END_USER'
              ? 'You can sign in for thirty days after it: ask for what is held about you until then. After that it is deleted, but for what a law asks to be kept.'
              : 'Its administrators can fetch everything that is kept of it for thirty days after it. After that it is deleted, but for what a law asks to be kept.',
          href: level === 'END_USER' ? '/held-data' : '/departures',
          permission: level === 'END_USER' ? 'HELD_DATA_READ' : 'DEPARTURE_READ',
          urgent: true,
          order: 5,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
