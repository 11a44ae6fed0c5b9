import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageHeader } from '../PageHeader.tsx';

interface ListHeaderProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** The list stands in a tab of somebody's page, which says already what it is. */
  tab: boolean;
}

/** What stands above a list: the page's header, or in a tab just what can be done. */
export function ListHeader({ title, description, actions, tab }: ListHeaderProps) {
  if (!tab) return <PageHeader title={title} description={description} actions={actions} />;
  return (
    actions && (
      <Group justify="flex-end" gap="xs" mb="sm">
        {actions}
      </Group>
    )
  );
}
