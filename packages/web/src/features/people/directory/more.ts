import { IconLock, IconLockOpen, IconTemplate, IconUser, IconUserPlus, IconWorld } from '@tabler/icons-react';
import { inList, type More } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { part, ticked } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { DOMAIN_STATES } from './domain-states.ts';
import { companyPeople } from './figures.ts';

export const more: More = {
  actions: [
    {
      label: 'Add an end user',
      to: '/end-users/new',
      icon: IconUserPlus,
      permission: 'END_USER_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['add user', 'new person', 'add person'],
    },
    {
      label: 'Joiner templates',
      to: '/end-users/templates',
      icon: IconTemplate,
      permission: 'END_USER_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['joiner', 'onboarding', 'starter', 'new colleague'],
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
    JoinerTemplate: {
      one: 'Joiner template',
      many: 'Joiner templates',
      icon: IconTemplate,
      page: inList('/end-users/templates', 'END_USER'),
    },
    Domain: {
      one: 'Domain',
      many: 'Domains',
      icon: IconWorld,
      page: inList('/domains', 'END_USER'),
      say: (field, value) => (field === 'state' ? DOMAIN_STATES[value] : undefined),
    },
  },
  audit,
  figures: { company: companyPeople },
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
};
