import { CloseButton, Group, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useSession } from '../../data/session.ts';
import type { Viewer } from '../../data/viewer.ts';
import { asApiError } from '../../lib/errors.ts';
import { words } from '../../lib/words.ts';
import { Mark } from '../../ui/Mark.tsx';
import classes from './shell.module.css';

interface TenantMenuProps {
  viewer: Viewer;
  /** Whether the navigation is a drawer over the page, which then needs a way out. */
  drawer: boolean;
  onClose: () => void;
}

/** Whose console this is; who holds several memberships changes them here. */
export function TenantMenu({ viewer, drawer, onClose }: TenantMenuProps) {
  const { switchMembership } = useSession();
  const router = useRouter();
  const brand = viewer.reseller?.name ?? 'Steward';
  const under = viewer.level === 'PLATFORM' ? 'Staff' : (viewer.company?.name ?? words(viewer.level));
  const face = (
    <>
      <Mark name={brand} logo={viewer.reseller?.logo} />
      <span style={{ minWidth: 0, flex: 1 }}>
        <Text component="span" display="block" className={classes.tenantName}>
          {brand}
        </Text>
        <Text component="span" display="block" fz="xs" c="dimmed" truncate>
          {under}
        </Text>
      </span>
    </>
  );

  const choose = async (id: string) => {
    try {
      await switchMembership(id);
      await router.navigate({ to: '/' });
    } catch (thrown) {
      notifications.show({ color: 'red', message: asApiError(thrown).message });
    }
  };

  return (
    <Group wrap="nowrap" gap={4}>
      {viewer.memberships.length > 1 ? (
        <Menu position="bottom-start" width={260}>
          <Menu.Target>
            <UnstyledButton className={classes.tenant}>
              {face}
              <VisuallyHidden>, change membership</VisuallyHidden>
              <IconSelector size={16} aria-hidden />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Go on as</Menu.Label>
            {viewer.memberships.map(({ id, tenantName, level, current }) => (
              <Menu.Item
                key={id}
                disabled={current}
                rightSection={current && <IconCheck size={14} aria-label="Current" />}
                onClick={() => void choose(id)}
              >
                {tenantName}
                <Text fz="xs" c="dimmed">
                  {words(level)}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <div className={classes.tenant}>{face}</div>
      )}
      {drawer && <CloseButton hiddenFrom="sm" aria-label="Close navigation" onClick={onClose} />}
    </Group>
  );
}
