import {
  Avatar,
  type MantineColorScheme,
  Menu,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDevices, IconId, IconLicense, IconLogout } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useSession } from '../../data/session.ts';
import type { Viewer } from '../../data/viewer.ts';
import { asApiError } from '../../lib/errors.ts';
import { words } from '../../lib/words.ts';

/** Oneself: profile, sessions, light or dark, and the way out. */
export default function UserMenu({ viewer }: { viewer: Viewer }) {
  const { signOut } = useSession();
  const router = useRouter();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = () =>
    signOut().catch((thrown) =>
      notifications.show({ color: 'red', title: 'Not signed out', message: asApiError(thrown).message }),
    );

  return (
    <Menu width={250}>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: '50%' }}>
          <Avatar
            name={viewer.displayName}
            src={viewer.photo}
            size={32}
            color="accent"
            variant="light"
            aria-hidden
          />
          <VisuallyHidden>Your account: {viewer.displayName}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '0.4rem 0.75rem' }}>
          <Text fw={600} truncate>
            {viewer.displayName}
          </Text>
          <Text fz="xs" c="dimmed" truncate>
            {viewer.email} · {words(viewer.level)}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconId size={16} />}
          onClick={() => void router.navigate({ href: '/profile' })}
        >
          My profile
        </Menu.Item>
        {viewer.permissions.includes('SESSION_OWN') && (
          <Menu.Item
            leftSection={<IconDevices size={16} />}
            onClick={() => void router.navigate({ to: '/sessions' })}
          >
            Sessions and password
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          <Menu.RadioItem value="light">Light</Menu.RadioItem>
          <Menu.RadioItem value="dark">Dark</Menu.RadioItem>
          <Menu.RadioItem value="auto">Same as the system</Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item component="a" href="/licences.txt" target="_blank" leftSection={<IconLicense size={16} />}>
          Licences of others’ work
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
