import { ActionIcon, AppShell, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconArrowLeft, IconChevronRight, IconPin, IconPinFilled, IconSettings } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Viewer } from '../../data/viewer.ts';
import { useFeatures } from '../../frame/feature.ts';
import { useHome } from '../../frame/home.ts';
import type { Place } from '../../frame/places.ts';
import { SideLink } from '../../ui/links.tsx';
import { isAt, navigationFor, waitingAt } from '../navigation.ts';
import classes from './shell.module.css';
import { useQuiet } from './use-quiet.ts';

/** The places this viewer may go to: what they pinned, then the groups. Settings are a menu of their own. */
export function SideNavigation({ viewer }: { viewer: Viewer }) {
  const groups = navigationFor(useFeatures(), viewer);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const pinned = useNames(`steward-pinned-${viewer.membershipId}`);
  const closed = useNames(`steward-closed-${viewer.membershipId}`);
  const waiting = useWaiting(viewer);

  const settings = groups.find(({ key }) => key === 'settings')?.places ?? [];
  const others = groups.filter(({ key }) => key !== 'settings');
  const places = others.flatMap((group) => group.places);
  const favourites = pinned.names.flatMap((to) => places.find((place) => place.to === to) ?? []);
  const item = (place: Place) => (
    <Item key={place.to} place={place} waiting={waiting([place])}>
      <ActionIcon
        className={classes.pin}
        data-pinned={pinned.has(place.to) || undefined}
        size="sm"
        aria-label={`${pinned.has(place.to) ? 'Unpin' : 'Pin'} ${place.label}`}
        onClick={() => pinned.toggle(place.to)}
      >
        {pinned.has(place.to) ? <IconPinFilled size={13} /> : <IconPin size={13} />}
      </ActionIcon>
    </Item>
  );

  return (
    <AppShell.Section grow mt="xs" style={{ overflowY: 'auto' }}>
      <nav aria-label="Main">
        {settings.some(({ to }) => isAt(path, to)) ? (
          <>
            <Item place={{ label: 'Back', to: '/', icon: IconArrowLeft }} />
            <section aria-label="Settings">
              <h2 className={classes.groupTitle}>Settings</h2>
              {settings.map((place) => (
                <Item key={place.to} place={place} waiting={waiting([place])} />
              ))}
            </section>
          </>
        ) : (
          <>
            {favourites.length > 0 && (
              <section aria-label="Pinned">
                <h2 className={classes.groupTitle}>Pinned</h2>
                {favourites.map(item)}
              </section>
            )}
            {others.map(({ key, title, places }) => (
              <section key={key} aria-label={title}>
                {title && (
                  <h2 className={classes.groupTitle}>
                    <UnstyledButton
                      className={classes.fold}
                      aria-expanded={!closed.has(key)}
                      onClick={() => closed.toggle(key)}
                    >
                      {title}
                      <IconChevronRight size={12} aria-hidden />
                      {closed.has(key) && <Waiting count={waiting(places)} />}
                    </UnstyledButton>
                  </h2>
                )}
                {!(title && closed.has(key)) && places.map(item)}
              </section>
            ))}
            {settings[0] && (
              <section className={classes.apart}>
                <Item
                  place={{ label: 'Settings', to: settings[0].to, icon: IconSettings }}
                  waiting={waiting(settings)}
                />
              </section>
            )}
          </>
        )}
      </nav>
    </AppShell.Section>
  );
}

interface ItemProps {
  place: Pick<Place, 'label' | 'to' | 'icon'>;
  /** How many things wait there. */
  waiting?: number;
  /** A control at its end, shown when the pointer or the focus is there. */
  children?: ReactNode;
}

function Item({ place: { label, to, icon: Icon }, waiting = 0, children }: ItemProps) {
  return (
    <div className={classes.row}>
      <SideLink
        to={to}
        label={label}
        leftSection={<Icon size={17} stroke={1.6} />}
        rightSection={<Waiting count={waiting} />}
        className={classes.item}
        activeOptions={{ exact: to === '/', includeSearch: false }}
      />
      {children}
    </div>
  );
}

function Waiting({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={classes.waiting}>
      {count > 999 ? '999+' : count}
      <VisuallyHidden> waiting</VisuallyHidden>
    </span>
  );
}

/** How many things wait at places, told by the tasks of home that lead there; nothing until the page is there. */
function useWaiting({ level }: Viewer): (places: readonly Place[]) => number {
  const quiet = useQuiet();
  const home = useHome(level, { pause: !quiet || level === 'END_USER', known: true });
  const tasks = home.state === 'ready' ? home.data.tasks : [];
  return (places) => waitingAt(tasks, places);
}

/** A set of names that this browser remembers. */
function useNames(key: string) {
  const [names, setNames] = useLocalStorage<string[]>({
    key,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const has = (name: string) => names.includes(name);
  return {
    names,
    has,
    toggle: (name: string) =>
      setNames(has(name) ? names.filter((other) => other !== name) : [...names, name]),
  };
}
