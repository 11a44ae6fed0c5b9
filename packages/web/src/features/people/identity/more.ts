import { IconFileCheck, IconLogout, IconUserShield } from '@tabler/icons-react';
import { inList, type More } from '../../../frame/feature.ts';
import { part, type Slots } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { deeds } from './deeds.ts';

const SIGN_OUT = part(
  () => import('./SignOutPeople.tsx'),
  'SignOutPeople',
  (of: Slots['endUsers'] | Slots['administrators']) => of,
);
const signOut = { label: 'Sign out', icon: IconLogout, permission: 'MEMBERSHIP_WRITE', order: 80 } as const;

export const more: More = {
  actions: [
    {
      label: 'Publish a processing agreement',
      to: '/agreement/new',
      icon: IconFileCheck,
      permission: 'AGREEMENT_PUBLISH',
    },
  ],
  things: {
    Membership: {
      one: 'Membership',
      many: 'Administrators',
      icon: IconUserShield,
      page: inList('/administrators', 'END_USER'),
    },
    Session: { one: 'Session', many: 'Sessions' },
    Agreement: {
      one: 'Processing agreement',
      many: 'Processing agreements',
      icon: IconFileCheck,
      page: (id) => `/agreement/${id}`,
    },
  },
  bulk: {
    endUsers: [{ ...signOut, content: SIGN_OUT }],
    administrators: [{ ...signOut, content: SIGN_OUT }],
  },
  audit,
  deeds,
};
