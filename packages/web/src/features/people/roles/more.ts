import { IconShieldCheck, IconUsersGroup, IconWorldSearch } from '@tabler/icons-react';
import { inList, type More, pageBelow } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part, type Slots } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  actions: [
    {
      label: 'New role',
      to: '/roles/new',
      icon: IconShieldCheck,
      permission: 'ROLE_WRITE',
      keywords: ['create role', 'permissions'],
    },
  ],
  things: {
    Role: { one: 'Role', many: 'Roles', icon: IconShieldCheck, page: pageBelow('/roles', 'END_USER') },
    TenantGroup: {
      one: 'Tenant group',
      many: 'Tenant groups',
      icon: IconUsersGroup,
      page: inList('/tenant-groups', 'RESELLER', 'COMPANY', 'END_USER'),
    },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'roles',
        label: 'Roles',
        permission: 'ROLE_READ',
        levels: SELLERS,
        order: 95,
        content: part(
          () => import('./RoleList.tsx'),
          'RoleList',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
  cards: {
    company: [
      {
        key: 'delegation',
        levels: ['RESELLER', 'COMPANY'],
        order: 40,
        content: part(
          () => import('./DelegationCard.tsx'),
          'DelegationCard',
          ({ id }) => ({ id }),
        ),
      },
    ],
  },
  bulk: {
    administrators: [
      {
        label: 'Give role',
        icon: IconShieldCheck,
        permission: 'ROLE_WRITE',
        order: 10,
        when: ({ people }) => people.some(({ level }) => level !== 'END_USER'),
        content: part(
          () => import('./GiveRole.tsx'),
          'GiveRole',
          (of: Slots['administrators']) => of,
        ),
      },
      {
        label: 'What they reach',
        icon: IconWorldSearch,
        permission: 'REACH_WRITE',
        levels: ['PLATFORM'],
        order: 20,
        one: true,
        when: ({ people }) => people.every(({ level }) => level === 'PLATFORM'),
        content: part(
          () => import('./EditReach.tsx'),
          'EditReach',
          (of: Slots['administrators']) => of,
        ),
      },
    ],
  },
};
