import { Kbd, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import {
  IconBuilding,
  IconBuildingStore,
  IconFileInvoice,
  IconRepeat,
  IconSearch,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { graphql } from '../../data/graphql.ts';
import { pageOf } from '../../data/page-of.ts';
import { useRead } from '../../data/use-read.ts';
import type { Viewer } from '../../data/viewer.ts';
import { actionsFor, type NavItem, navigationFor } from '../navigation.ts';
import { paletteStore } from './palette.ts';
import classes from './shell.module.css';

const SearchDocument = graphql(`
  query Search($text: String!) {
    search(text: $text) {
      kind
      id
      title
      subtitle
    }
  }
`);

/** What hits of each kind are called together, and their GraphQL type. */
const KINDS: Record<string, { label: string; type: string; icon: TablerIcon }> = {
  RESELLER: { label: 'Resellers', type: 'Reseller', icon: IconBuildingStore },
  COMPANY: { label: 'Companies', type: 'Company', icon: IconBuilding },
  END_USER: { label: 'End users', type: 'EndUser', icon: IconUser },
  INVOICE: { label: 'Invoices', type: 'Invoice', icon: IconFileInvoice },
  SUBSCRIPTION: { label: 'Subscriptions', type: 'Subscription', icon: IconRepeat },
};

const MIN_LETTERS = 2;

/** Ctrl/⌘-K: go to a page, start an action, or find a company, person, invoice by a few letters [O2]. */
export default function CommandPalette({ viewer }: { viewer: Viewer }) {
  const [query, setQuery] = useState('');
  const [settled] = useDebouncedValue(query.trim(), 200);
  const searching = settled.length >= MIN_LETTERS;
  const found = useRead(SearchDocument, { text: settled }, { pause: !searching });
  const hits = searching && found.state === 'ready' ? found.data.search : undefined;
  const input = useRef<HTMLInputElement>(null);
  useSelectFirst(input, hits);
  const { routesByPath, navigate } = useRouter();
  const exists = (path: string) => path in routesByPath;

  const go = (href: string) => () => void navigate({ href });
  const pages = navigationFor(viewer, exists).flatMap(({ items }) => items);
  const entries = (items: readonly NavItem[]) =>
    items
      .filter((item) => matches(item, query))
      .map(({ label, to, icon: Icon }) => (
        <Spotlight.Action
          key={to}
          label={label}
          leftSection={<Icon size={18} stroke={1.6} />}
          onClick={go(to)}
        />
      ));
  const groups: { label: string; actions: React.JSX.Element[] }[] = [
    { label: 'Pages', actions: entries(pages) },
    { label: 'Actions', actions: entries(actionsFor(viewer, exists)) },
  ];
  for (const [kind, { label, type, icon: Icon }] of Object.entries(KINDS))
    groups.push({
      label,
      actions: (hits ?? []).flatMap(({ kind: found, id, title, subtitle }) => {
        const path = found === kind ? pageOf(type, id, viewer) : undefined;
        return path === undefined
          ? []
          : [
              <Spotlight.Action
                key={id}
                label={title}
                description={subtitle}
                leftSection={<Icon size={18} stroke={1.6} />}
                onClick={go(path)}
              />,
            ];
      }),
    });
  const shown = groups.filter(({ actions }) => actions.length > 0);

  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      centered={false}
      yOffset="12dvh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      classNames={{
        search: classes.paletteSearch,
        action: classes.paletteAction,
        actionsGroup: classes.paletteGroup,
        footer: classes.paletteFooter,
      }}
    >
      <Spotlight.Search
        ref={input}
        placeholder="Search companies, people, invoices, pages…"
        aria-label="Search or jump to"
        leftSection={<IconSearch size={18} stroke={1.6} />}
        maxLength={100}
      />
      <Spotlight.ActionsList>
        {shown.map(({ label, actions }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {actions}
          </Spotlight.ActionsGroup>
        ))}
        {shown.length === 0 && (
          <Text c="dimmed" ta="center" p="md" role="status">
            {found.state === 'failed'
              ? found.error.message
              : searching && found.state === 'loading'
                ? 'Searching…'
                : 'Nothing found'}
          </Text>
        )}
      </Spotlight.ActionsList>
      <Spotlight.Footer visibleFrom="xs" aria-hidden>
        <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> to move, <Kbd size="xs">Enter</Kbd> to open,{' '}
        <Kbd size="xs">Esc</Kbd> to close
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}

/**
 * What is found comes after the typing, when the palette has made its selection already; Enter should take the first of it
 * all the same. The palette moves its selection by keys only.
 */
function useSelectFirst(input: RefObject<HTMLInputElement | null>, hits: unknown): void {
  useEffect(() => {
    if (!hits) return;
    paletteStore.updateState((state) => ({ ...state, selected: -1 }));
    input.current?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowDown', code: 'ArrowDown', bubbles: true }),
    );
  }, [input, hits]);
}

function matches({ label, keywords = [] }: NavItem, query: string): boolean {
  const text = query.trim().toLowerCase();
  return [label, ...keywords].some((word) => word.toLowerCase().includes(text));
}
