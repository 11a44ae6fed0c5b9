import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.layer.css';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useRead } from '../../data/use-read.ts';
import { type Viewer, ViewerContext, ViewerDocument } from '../../data/viewer.ts';
import { ChooseMembership } from '../../features/identity/ChooseMembership.tsx';
import { useAccent } from '../../ui/Brand.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Splash } from '../../ui/Splash.tsx';
import { useConsole, useSessionState } from '../session/SessionProvider.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { NoticesBell } from './NoticesBell.tsx';
import { SearchTrigger } from './SearchTrigger.tsx';
import { SideNavigation } from './SideNavigation.tsx';
import classes from './shell.module.css';
import { TenantMenu } from './TenantMenu.tsx';
import { UserMenu } from './UserMenu.tsx';
import { useLive } from './use-live.ts';

/** Everything around the pages of the signed-in console. */
export function Shell() {
  const read = useRead(ViewerDocument, {});
  const { fresh } = useSessionState();
  const { session } = useConsole();
  useAccent(read.state === 'ready' ? read.data.viewer.reseller?.accentColour : undefined);

  if (read.state === 'loading') return <Splash />;
  if (read.state === 'failed') return <ErrorState error={read.error} onRetry={read.retry} />;
  const { viewer } = read.data;
  return (
    <ViewerContext value={viewer}>
      {fresh && viewer.memberships.length > 1 ? (
        <ChooseMembership onKeep={session.keepMembership} />
      ) : (
        <Frame viewer={viewer} />
      )}
    </ViewerContext>
  );
}

function Frame({ viewer }: { viewer: Viewer }) {
  const [opened, { toggle, close }] = useDisclosure();
  const connection = useLive();
  const router = useRouter();
  // A new page closes the drawer.
  useEffect(() => router.subscribe('onBeforeNavigate', close), [router, close]);

  return (
    <>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <AppShell
        layout="alt"
        header={{ height: 52 }}
        navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !opened } }}
        padding={{ base: 'sm', sm: 'lg' }}
        transitionDuration={120}
      >
        <AppShell.Header className={classes.header} withBorder={false}>
          <Group h="100%" px={{ base: 'sm', sm: 'lg' }} gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? 'Close navigation' : 'Open navigation'}
            />
            <SearchTrigger />
            <Group gap={4} ml="auto" wrap="nowrap">
              {viewer.permissions.includes('notice:read') && <NoticesBell />}
              <UserMenu viewer={viewer} />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar} p="xs" withBorder={false}>
          <TenantMenu viewer={viewer} onClose={close} drawer={opened} />
          <SideNavigation viewer={viewer} />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <ConnectionBanner state={connection} />
          <div className={classes.page}>
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
      <CommandPalette viewer={viewer} />
      <Notifications position="bottom-right" />
    </>
  );
}
