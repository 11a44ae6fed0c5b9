import { Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TextLink } from './links.tsx';
import { PAGE_TITLE } from './page-title.ts';

export interface Crumb {
  label: string;
  link: LinkProps;
}

interface PageHeaderProps {
  title: string;
  /** Before the title: the face or mark of what is shown. */
  mark?: ReactNode;
  /** Where this page hangs, outermost first; the page itself is not named again. */
  crumbs?: readonly Crumb[];
  /** Beside the title: the state of what is shown. */
  badge?: ReactNode;
  description?: ReactNode;
  /** Buttons on the right; the main one last. */
  actions?: ReactNode;
}

/** The top of every page: names it (also for the browser's tab) and offers what can be done here. */
export function PageHeader({ title, mark, crumbs = [], badge, description, actions }: PageHeaderProps) {
  useDocumentTitle(`${title} – Steward`);
  return (
    <Stack gap={4} mb="lg" component="header">
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumb">
          <Breadcrumbs separatorMargin={6} fz="xs">
            {crumbs.map(({ label, link }) => (
              <TextLink key={label} {...link} c="dimmed" fz="xs">
                {label}
              </TextLink>
            ))}
          </Breadcrumbs>
        </nav>
      )}
      <Group justify="space-between" gap="sm" align="flex-start">
        <Stack gap={4} miw={0} maw={720}>
          <Group gap="sm" mih={actions ? 36 : undefined}>
            {mark}
            <Title order={1} id={PAGE_TITLE} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {badge}
          </Group>
          {description && <Text c="dimmed">{description}</Text>}
        </Stack>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </Stack>
  );
}
