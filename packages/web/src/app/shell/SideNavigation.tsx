import { AppShell } from '@mantine/core';
import type { Viewer } from '../../data/viewer.ts';
import { useFeatures } from '../../frame/feature.ts';
import { SideLink } from '../../ui/links.tsx';
import { navigationFor } from '../navigation.ts';
import classes from './shell.module.css';

/** The places this viewer may go to, in groups. */
export function SideNavigation({ viewer }: { viewer: Viewer }) {
  const groups = navigationFor(useFeatures(), viewer);
  return (
    <AppShell.Section grow mt="xs" style={{ overflowY: 'auto' }}>
      <nav aria-label="Main">
        {groups.map(({ key, title, places }) => (
          <section key={key} aria-label={title}>
            {title && <h2 className={classes.groupTitle}>{title}</h2>}
            {places.map(({ to, label, icon: Icon }) => (
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
