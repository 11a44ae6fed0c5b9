import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import type { Deed } from '../../../frame/feature.ts';

/** What one does with one's own session and console, from wherever one is. */
export const deeds: readonly Deed[] = [
  {
    label: 'Sign out',
    icon: IconLogout,
    keywords: ['log out', 'leave'],
    run: ({ session }) => session.signOut(),
  },
  {
    label: 'Dark',
    icon: IconMoon,
    keywords: ['appearance', 'night', 'theme'],
    run: ({ setColourScheme }) => setColourScheme('dark'),
  },
  {
    label: 'Light',
    icon: IconSun,
    keywords: ['appearance', 'day', 'theme'],
    run: ({ setColourScheme }) => setColourScheme('light'),
  },
  {
    label: 'Light or dark as the system',
    icon: IconDeviceDesktop,
    keywords: ['appearance', 'theme'],
    run: ({ setColourScheme }) => setColourScheme('auto'),
  },
];
