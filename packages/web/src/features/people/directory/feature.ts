import { IconUsers, IconWorld } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { count } from '../../../lib/format.ts';

const endUsers = {
  label: 'End users',
  to: '/end-users',
  icon: IconUsers,
  permission: 'END_USER_READ',
  keywords: ['people', 'directory', 'staff'],
} as const;
const domains = { label: 'Domains', to: '/domains', icon: IconWorld, permission: 'DOMAIN_READ' } as const;

export const feature: Feature = {
  places: [
    { ...endUsers, levels: SELLERS, group: 'customers', order: 30 },
    { ...endUsers, levels: ['COMPANY'], group: 'people', order: 10 },
    { ...domains, levels: SELLERS, group: 'customers', order: 40 },
    { ...domains, levels: ['COMPANY'], group: 'people', order: 20 },
  ],
  home: homePart(
    graphql(`
      fragment DirectoryHome on Home {
        endUsers
      }
    `),
    {
      types: ['EndUser'],
      figures: ({ endUsers }) => [
        endUsers !== null && { label: 'End users', value: count(endUsers), href: '/end-users', order: 30 },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
