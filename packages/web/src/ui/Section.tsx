import { Group, Paper, type PaperProps, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SectionProps extends PaperProps {
  title?: string;
  /** Small controls at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A bordered part of a page with a heading. */
export function Section({ title, actions, children, ...rest }: SectionProps) {
  return (
    <Paper
      bd="1px solid var(--st-line)"
      radius="md"
      p="md"
      component="section"
      bg="var(--st-surface)"
      {...rest}
    >
      {(title || actions) && (
        <Group justify="space-between" mb="sm">
          {title && <Title order={2}>{title}</Title>}
          {actions}
        </Group>
      )}
      {children}
    </Paper>
  );
}
