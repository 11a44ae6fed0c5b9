import { Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../../data/session.ts';
import type { Viewer } from '../../data/viewer.ts';
import { words } from '../../lib/words.ts';
import { useDeed } from '../../ui/use-deed.ts';
import { features, placeAlike } from '../navigation.ts';
import classes from './shell.module.css';

interface MembershipMenuProps {
  memberships: Viewer['memberships'];
  /** The tenant whose console this is, which one clicks to go to another. */
  children: ReactNode;
}

/** The other memberships of whoever holds several. */
export default function MembershipMenu({ memberships, children }: MembershipMenuProps) {
  const { switchMembership } = useSession();
  const router = useRouter();
  const { run: choose } = useDeed(
    async (id: string) => {
      const to = placeAlike(features, router.state.location.pathname);
      await switchMembership(id);
      await router.navigate({ href: to, state: { switched: true } });
    },
    ({ message }) => notifications.show({ color: 'red', message }),
  );

  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.tenant}>
          {children}
          <VisuallyHidden>, change membership</VisuallyHidden>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Go on as</Menu.Label>
        {memberships.map(({ id, tenantName, level, roleName, current }) => (
          <Menu.Item
            key={id}
            disabled={current}
            rightSection={current && <IconCheck size={14} aria-label="Current" />}
            onClick={() => void choose(id)}
          >
            {tenantName}
            <Text fz="xs" c="dimmed">
              {words(level)}
              {level !== 'END_USER' && ` · ${roleName}`}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
