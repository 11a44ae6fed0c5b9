import {
  IconDeviceMobileMessage,
  IconFileCheck,
  IconLogout,
  IconShieldOff,
  IconUserShield,
} from '@tabler/icons-react';
import { inList, type More } from '../../../frame/feature.ts';
import { part, type Slots } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { deeds } from './deeds.ts';

const SIGN_OUT = part(
  () => import('./SignOutPeople.tsx'),
  'SignOutPeople',
  (of: Slots['endUsers'] | Slots['administrators']) => of,
);
const RESET = part(
  () => import('./factors/ResetFactors.tsx'),
  'ResetFactors',
  (of: Slots['endUsers'] | Slots['administrators']) => of,
);
const TEMPORARY = part(
  () => import('./SendTemporaryPassword.tsx'),
  'SendTemporaryPassword',
  (of: Slots['endUsers'] | Slots['administrators']) => of,
);
const temporary = {
  label: 'Send temporary password',
  icon: IconDeviceMobileMessage,
  permission: 'MEMBERSHIP_WRITE',
  order: 82,
} as const;
const reset = {
  label: 'Lost or stolen',
  icon: IconShieldOff,
  permission: 'MEMBERSHIP_WRITE',
  order: 85,
} as const;
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
    SecurityEvent: { one: 'Refused attempt', many: 'Refused attempts' },
    Session: { one: 'Session', many: 'Sessions' },
    SignInPolicy: { one: 'Time-outs', many: 'Time-outs' },
    Agreement: {
      one: 'Processing agreement',
      many: 'Processing agreements',
      icon: IconFileCheck,
      page: (id) => `/agreement/${id}`,
    },
  },
  bulk: {
    endUsers: [
      { ...signOut, content: SIGN_OUT },
      { ...temporary, content: TEMPORARY },
      { ...reset, content: RESET },
    ],
    administrators: [
      { ...signOut, content: SIGN_OUT },
      { ...temporary, content: TEMPORARY },
      { ...reset, content: RESET },
    ],
  },
  audit,
  deeds,
};
