import { ActionIcon, AppShell, Avatar, Box, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSpotlight } from '@mantine/spotlight';
import { IconBell } from '@tabler/icons-react';
import { Navigate, Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useRead } from '../../data/use-read.ts';
import { type Viewer, ViewerContext, ViewerDocument } from '../../data/viewer.ts';
import { FeaturesContext, loadMore } from '../../frame/feature.ts';
import { ApiError } from '../../lib/errors.ts';
import { persist } from '../../lib/persist.ts';
import { useAccent } from '../../ui/Brand.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Idle } from '../../ui/Idle.tsx';
import { PAGE_TITLE } from '../../ui/page-title.ts';
import { Splash } from '../../ui/Splash.tsx';
import { features, isClosed } from '../navigation.ts';
import { useConsole, useSessionState } from '../session/SessionProvider.tsx';
import { AgreementBanner } from './AgreementBanner.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { hatOf } from './hat.ts';
import { paletteStore } from './palette.ts';
import { SearchTrigger } from './SearchTrigger.tsx';
import { SideNavigation } from './SideNavigation.tsx';
import { SuspendedBanner } from './SuspendedBanner.tsx';
import classes from './shell.module.css';
import { TenantMenu } from './TenantMenu.tsx';
import { useLive } from './use-live.ts';
import { usePageFocus } from './use-page-focus.ts';
import { useQuiet } from './use-quiet.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Come to by a change of membership: a page that is not for the new one gives way to home. */
    switched?: boolean;
  }
}

// What nobody sees on the first screen comes after it: menus, too, whose closed faces stand in for them.
// Nobody waits for it and nobody could ask for it again, so it is asked for until it is there.
const NoticesBell = lazy(() => persist(() => import('./NoticesBell.tsx')));
const UrgentNotices = lazy(() => persist(() => import('./UrgentNotices.tsx')));
const UserMenu = lazy(() => persist(() => import('./UserMenu.tsx')));
const Toasts = lazy(() => persist(() => import('./Toasts.tsx')));
const CommandPalette = lazy(() => persist(() => import('./CommandPalette.tsx')));
const KeysHelp = lazy(() => persist(() => import('./KeysHelp.tsx')));
const OlderSessions = lazy(() => persist(() => import('../../features/people/identity/OlderSessions.tsx')));
const SupportBanner = lazy(() => import('../../features/trust/support/SupportBanner.tsx'));
const FactorDialogue = lazy(() => import('../../features/people/identity/factors/FactorDialogue.tsx'));
const ChooseMembership = lazy(() => import('../../features/people/identity/ChooseMembership.tsx'));

// A page other than home shows it at once; home has no need of it, but somebody's next step will.
if (location.pathname !== '/') void loadMore(features).catch(() => {});

/** Whose changes show in what surrounds every page: brand, suspension, agreement, memberships. */
const OF_VIEWER = ['Reseller', 'Company', 'Agreement', 'Membership'];

/** Everything around the pages of the signed-in console. */
export function Shell() {
  const read = useRead(ViewerDocument, {}, { types: OF_VIEWER });
  const { fresh } = useSessionState();
  const { session } = useConsole();
  useAccent(read.state === 'ready' ? read.data.viewer.reseller?.accentColour : undefined);

  if (read.state === 'loading') return <Splash />;
  if (read.state === 'failed') return <ErrorState error={read.error} onRetry={read.retry} whole />;
  const { viewer } = read.data;
  return (
    <FeaturesContext value={features}>
      <ViewerContext value={viewer}>
        {fresh && viewer.memberships.length > 1 ? (
          <Suspense fallback={<Splash />}>
            <ChooseMembership onKeep={session.keepMembership} />
          </Suspense>
        ) : (
          <Frame viewer={viewer} />
        )}
      </ViewerContext>
    </FeaturesContext>
  );
}

function Frame({ viewer }: { viewer: Viewer }) {
  const [opened, { toggle, close }] = useDisclosure();
  const { untold, asked } = useSessionState();
  const { session } = useConsole();
  const quiet = useQuiet();
  const { opened: called } = useSpotlight(paletteStore);
  const connection = useLive(quiet);
  const router = useRouter();
  // A new page closes the drawer.
  useEffect(() => router.subscribe('onBeforeNavigate', close), [router, close]);
  const content = useRef<HTMLElement>(null);
  usePageFocus(content);

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
            <Hat viewer={viewer} />
            <Group gap={4} ml="auto" wrap="nowrap">
              <Idle after={quiet} face={<ClosedMenus viewer={viewer} />}>
                {viewer.permissions.includes('NOTICE_READ') && <NoticesBell />}
                <UserMenu viewer={viewer} />
              </Idle>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar} p="xs" withBorder={false}>
          <TenantMenu viewer={viewer} onClose={close} drawer={opened} />
          <SideNavigation viewer={viewer} />
        </AppShell.Navbar>
        <AppShell.Main
          ref={content}
          id="content"
          tabIndex={-1}
          aria-labelledby={PAGE_TITLE}
          className={classes.main}
        >
          <ConnectionBanner state={connection} />
          {viewer.support && (
            <Suspense>
              <SupportBanner support={viewer.support} company={viewer.company?.name ?? ''} />
            </Suspense>
          )}
          <SuspendedBanner viewer={viewer} />
          <AgreementBanner viewer={viewer} />
          {viewer.permissions.includes('NOTICE_READ') && (
            <Idle after={quiet}>
              <UrgentNotices />
            </Idle>
          )}
          <div className={classes.page}>
            <OpenPage viewer={viewer} />
          </div>
        </AppShell.Main>
      </AppShell>
      {asked && (
        <Suspense>
          <FactorDialogue need={asked.need} onDone={asked.answer} />
        </Suspense>
      )}
      <Idle after={quiet} now={called}>
        <CommandPalette viewer={viewer} />
      </Idle>
      <Idle after={quiet}>
        <KeysHelp />
      </Idle>
      <Idle after={quiet}>
        <Toasts />
      </Idle>
      {untold && viewer.permissions.includes('SESSION_OWN') && (
        <Idle after={quiet}>
          <OlderSessions onTold={session.told} />
        </Idle>
      )}
    </>
  );
}

/** As what one is here, where the navigation that says so is a drawer. [T5] */
function Hat({ viewer }: { viewer: Viewer }) {
  const { tenant, as } = hatOf(viewer);
  return (
    <Box hiddenFrom="sm" className={classes.hat}>
      <Text span display="block" fz="xs" fw={600} truncate>
        {tenant}
      </Text>
      <Text span display="block" fz={11} c="dimmed" truncate>
        {as}
      </Text>
    </Box>
  );
}

/** Where bell and account will be in a moment. */
function ClosedMenus({ viewer }: { viewer: Viewer }) {
  return (
    <>
      {viewer.permissions.includes('NOTICE_READ') && (
        <ActionIcon component="span" aria-hidden>
          <IconBell size={19} stroke={1.7} />
        </ActionIcon>
      )}
      <Avatar name={viewer.displayName} size={32} color="accent" variant="light" aria-hidden />
    </>
  );
}

/** The page, unless it is one that is not for this viewer: however they came to its address. */
function OpenPage({ viewer }: { viewer: Viewer }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const switched = useLocation({ select: ({ state }) => state.switched });
  if (isClosed(features, viewer, path))
    return switched ? (
      <Navigate to="/" replace />
    ) : (
      <ErrorState error={new ApiError('FORBIDDEN', 'Your role does not include this page.')} whole />
    );
  return <Outlet />;
}
