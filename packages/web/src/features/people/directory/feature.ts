import { IconLock, IconLockOpen, IconUser, IconUserPlus, IconUsers, IconWorld } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { type Feature, inList } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { part, ticked } from '../../../frame/slots.tsx';
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
  actions: [
    {
      label: 'Add an end user',
      to: '/end-users/new',
      icon: IconUserPlus,
      permission: 'END_USER_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['add user', 'new person', 'add person'],
    },
  ],
  things: {
    EndUser: {
      one: 'End user',
      many: 'End users',
      icon: IconUser,
      page: (id, level) => {
        if (level === 'END_USER') return '/profile';
        return id ? `/end-users/${id}` : undefined;
      },
    },
    Domain: { one: 'Domain', many: 'Domains', icon: IconWorld, page: inList('/domains', 'END_USER') },
  },
  audit: () => import('./audit.ts'),
  tabs: {
    company: [
      {
        key: 'end-users',
        label: 'End users',
        permission: 'END_USER_READ',
        order: 10,
        count: ({ endUserCount }) => endUserCount,
        content: part(
          () => import('./EndUserList.tsx'),
          'EndUserList',
          ({ id }) => ({ companyId: id }),
        ),
      },
      {
        key: 'domains',
        label: 'Domains',
        permission: 'DOMAIN_READ',
        order: 20,
        content: part(
          () => import('./DomainList.tsx'),
          'DomainList',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
  bulk: {
    endUsers: [
      {
        label: 'Suspend',
        icon: IconLock,
        permission: 'END_USER_WRITE',
        order: 30,
        content: part(() => import('./BulkSuspend.tsx'), 'BulkSuspend', ticked),
      },
      {
        label: 'Reactivate',
        icon: IconLockOpen,
        permission: 'END_USER_WRITE',
        order: 40,
        content: part(() => import('./BulkSuspend.tsx'), 'BulkReactivate', ticked),
      },
    ],
  },
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
};
