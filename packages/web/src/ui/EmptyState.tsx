import { Stack, Text, ThemeIcon } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { PAGE_TITLE } from './page-title.ts';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** `h1` where it stands in place of a whole page. */
  heading?: 'h1' | 'p';
  /** Why it is empty, or what will stand here. */
  children?: ReactNode;
  /** The next step, if there is one. */
  action?: ReactNode;
}

/** What stands where there is nothing yet. */
export function EmptyState({ icon, title, heading = 'p', children, action }: EmptyStateProps) {
  const whole = heading === 'h1';
  useDocumentTitle(whole ? `${title} – Steward` : '');
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <ThemeIcon variant="light" color="gray" size={44} radius="xl" aria-hidden>
        {icon}
      </ThemeIcon>
      <Text component={heading} id={whole ? PAGE_TITLE : undefined} fw={600} fz="lg" m={0} mt={4}>
        {title}
      </Text>
      {children && (
        <Text c="dimmed" maw={440}>
          {children}
        </Text>
      )}
      {action && <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  );
}
