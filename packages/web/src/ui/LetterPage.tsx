import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './LetterPage.module.css';
import { Mark } from './Mark.tsx';

interface LetterPageProps {
  /** Whose letter it is; Steward's own page until that is known. */
  brand?: { name: string; logo: string | null } | undefined;
  children: ReactNode;
}

/** Where the link of a letter leads without a sign-in: the page of whoever wrote it. */
export function LetterPage({ brand, children }: LetterPageProps) {
  return (
    <div className={classes.page}>
      <main className={classes.column}>
        <Group gap="sm" mb="xl">
          <Mark name={brand?.name ?? 'Steward'} logo={brand?.logo} size={36} />
          <Text fw={650} fz="lg">
            {brand?.name ?? 'Steward'}
          </Text>
        </Group>
        {children}
      </main>
    </div>
  );
}
