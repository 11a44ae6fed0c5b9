import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark } from '../../../ui/Mark.tsx';
import classes from './entry.module.css';
import { TreeArt } from './TreeArt.tsx';

interface EntryLayoutProps {
  /** Whose door it is: Steward's, or the tenant's that invites. */
  brand?: { name: string; logo: string | null };
  children: ReactNode;
}

/** The pages before the console: the task on the left, a calm picture on the right where there is room. */
export function EntryLayout({ brand, children }: EntryLayoutProps) {
  return (
    <div className={classes.page}>
      <main className={classes.side}>
        <Group gap="sm" className={classes.brand}>
          <Mark name={brand?.name ?? 'Steward'} logo={brand?.logo} size={32} />
          <Text fw={650} fz="lg">
            {brand?.name ?? 'Steward'}
          </Text>
        </Group>
        <div className={classes.task}>{children}</div>
      </main>
      <aside className={classes.picture}>
        <TreeArt />
        <div className={classes.words}>
          <p className={classes.claim}>Every customer, every service, in good hands.</p>
          <p className={classes.detail}>
            Onboarding, services, invoices and notices for you and everyone you look after, in one place.
          </p>
        </div>
      </aside>
    </div>
  );
}
