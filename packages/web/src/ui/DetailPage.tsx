import { Box, Grid, Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { type Fact, Facts } from './Facts.tsx';
import { PageHeader } from './PageHeader.tsx';
import { Section } from './Section.tsx';

export interface DetailTab {
  /** Appears in the address bar as `?tab=`. */
  key: string;
  label: string;
  /** How many things the tab holds, where that is worth knowing before opening it. */
  count?: number;
  content: () => ReactNode;
}

interface DetailPageProps {
  header: Parameters<typeof PageHeader>[0];
  /** What whoever opens the page must know before anything else. */
  alert?: ReactNode;
  /** What one comes for, above everything else of the overview: the figures of a tenant. Details then stand beside the cards, last. */
  head?: ReactNode;
  /** Shown as an overview tab of its own kind: a panel of facts, and beside it whatever else is worth a glance, one below the other. */
  facts: readonly Fact[];
  factsTitle?: string;
  aside?: readonly ReactNode[];
  /** What stands beside the facts is what one comes for: it comes first, and gets the greater part of the width. */
  asideFirst?: boolean;
  /** Without tabs the page is just its overview. */
  tabs?: readonly DetailTab[];
}

const OVERVIEW = 'overview';

/** The page of one thing: header, facts, and tabs for what hangs on it. The open tab is in the address bar. */
export function DetailPage({
  header,
  alert,
  head,
  facts,
  factsTitle = 'Details',
  aside = [],
  asideFirst = Boolean(head),
  tabs = [],
}: DetailPageProps) {
  const { tab: asked }: { tab?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const open = tabs.find(({ key }) => key === asked)?.key ?? OVERVIEW;
  // Of more tabs than there is room for, the open one is to be seen.
  const showOpen = useCallback(
    (list: HTMLElement | null) =>
      list
        ?.querySelector(`[role=tab][data-key="${open}"]`)
        ?.scrollIntoView({ inline: 'center', block: 'nearest' }),
    [open],
  );
  const details = (
    <Grid.Col key="details" span={{ base: 12, md: aside.length > 0 ? (asideFirst ? 5 : 7) : 12 }}>
      <Section title={factsTitle}>
        <Facts facts={facts} />
      </Section>
    </Grid.Col>
  );
  const cards = aside.length > 0 && (
    <Grid.Col key="cards" span={{ base: 12, md: asideFirst ? 7 : 5 }}>
      <Stack>{aside}</Stack>
    </Grid.Col>
  );
  const overview = (
    <>
      {head && <Box mb="md">{head}</Box>}
      <Grid>{asideFirst ? [cards, details] : [details, cards]}</Grid>
    </>
  );
  if (tabs.length === 0)
    return (
      <>
        <PageHeader {...header} />
        {alert}
        {overview}
      </>
    );
  return (
    <>
      <PageHeader {...header} />
      {alert}
      <Tabs
        value={open}
        // A tab begins with a clean list: page, order and filters of the other one mean nothing to it.
        onChange={(key) =>
          void navigate({
            to: '.',
            search: { tab: key === OVERVIEW ? undefined : (key ?? undefined) },
            resetScroll: false,
          })
        }
        keepMounted={false}
      >
        <Tabs.List ref={showOpen} mb="md" style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          <Tabs.Tab value={OVERVIEW} data-key={OVERVIEW}>
            Overview
          </Tabs.Tab>
          {tabs.map(({ key, label, count }) => (
            <Tabs.Tab
              key={key}
              value={key}
              data-key={key}
              rightSection={count === undefined ? undefined : <TabCount count={count} />}
            >
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={OVERVIEW}>{overview}</Tabs.Panel>
        {tabs.map(({ key, content }) => (
          <Tabs.Panel key={key} value={key}>
            {open === key && content()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function TabCount({ count }: { count: number }) {
  return (
    <span style={{ color: 'var(--mantine-color-dimmed)', fontSize: 'var(--mantine-font-size-xs)' }}>
      {count}
    </span>
  );
}
