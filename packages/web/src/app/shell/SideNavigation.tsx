import { AppShell } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { Viewer } from '../../data/viewer.ts';
import { SideLink } from '../../ui/links.tsx';
import { navigationFor } from '../navigation.ts';
import classes from './shell.module.css';

/** The pages this viewer may open, in groups. */
export function SideNavigation({ viewer }: { viewer: Viewer }) {
  const { routesByPath } = useRouter();
  const groups = navigationFor(viewer, (path) => path in routesByPath);
  return (
    <AppShell.Section grow mt="xs" style={{ overflowY: 'auto' }}>
      <nav aria-label="Main">
        {groups.map(({ title, items }) => (
          <section key={title ?? 'start'} aria-label={title}>
            {title && <h2 className={classes.groupTitle}>{title}</h2>}
            {items.map(({ to, label, icon: Icon }) => (
              <SideLink
                key={to}
                to={to}
                label={label}
                leftSection={<Icon size={17} stroke={1.6} />}
                className={classes.item}
                activeOptions={{ exact: to === '/', includeSearch: false }}
              />
            ))}
          </section>
        ))}
      </nav>
    </AppShell.Section>
  );
}
