import { Kbd, Text, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { graphql } from '../../data/graphql.ts';
import { useSession } from '../../data/session.ts';
import { useRead } from '../../data/use-read.ts';
import type { Viewer } from '../../data/viewer.ts';
import { type Deed, thingOf, useFeatures, useMore } from '../../frame/feature.ts';
import { type Entry, isFor } from '../../frame/places.ts';
import { asApiError } from '../../lib/errors.ts';
import { actionsFor, placesFor } from '../navigation.ts';
import { paletteIsHere, paletteStore } from './palette.ts';
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

/** The GraphQL type of a hit's kind: `END_USER` is an `EndUser`. */
const typeOf = (kind: string): string =>
  kind.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const MIN_LETTERS = 2;
const PLACES_AMONG_HITS = 5;

/** Ctrl/⌘-K: go to a page, start an action, or find a company, person, invoice by a few letters [O2]. */
export default function CommandPalette({ viewer }: { viewer: Viewer }) {
  const [query, setQuery] = useState('');
  const [settled] = useDebouncedValue(query.trim(), 200);
  const searching = settled.length >= MIN_LETTERS;
  /** What was typed last has not been looked for yet. */
  const behind = query.trim() !== settled;
  const found = useRead(SearchDocument, { text: settled }, { pause: !searching });
  const hits = searching && found.state === 'ready' ? found.data.search : undefined;
  const input = useRef<HTMLInputElement>(null);
  useEffect(paletteIsHere, []);
  useSelectFirst(input, hits);
  const { navigate } = useRouter();
  const features = useFeatures();
  const more = useMore();

  const go = (href: string) => () => void navigate({ href });
  const pages = placesFor(features, viewer);
  const entries = (items: readonly Entry[]) =>
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
  const doing = useDeeds()
    .filter((deed) => isFor(deed, viewer) && matches(deed, query))
    .map(({ label, icon: Icon, run }) => (
      <Spotlight.Action
        key={label}
        label={label}
        leftSection={<Icon size={18} stroke={1.6} />}
        onClick={run}
      />
    ));
  // Where things may be found, places and deeds leave them room.
  const share = searching ? PLACES_AMONG_HITS : undefined;
  const groups: { label: string; actions: React.JSX.Element[] }[] = [
    { label: 'Pages', actions: entries(pages).slice(0, share) },
    { label: 'Actions', actions: [...entries(actionsFor(more, viewer)), ...doing].slice(0, share) },
  ];
  for (const kind of new Set(hits?.map((hit) => hit.kind))) {
    const thing = thingOf(more, typeOf(kind));
    const Icon = thing?.icon ?? IconSearch;
    groups.push({
      label: thing?.many ?? kind,
      actions: (hits ?? []).flatMap((hit) => {
        const path = hit.kind === kind ? thing?.page?.(hit.id, viewer.level, hit.title) : undefined;
        return path === undefined
          ? []
          : [
              <Spotlight.Action
                key={hit.id}
                label={hit.title}
                description={hit.subtitle}
                leftSection={<Icon size={18} stroke={1.6} />}
                onClick={go(path)}
              />,
            ];
      }),
    });
  }
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
        content: classes.palette,
        search: classes.paletteSearch,
        action: classes.paletteAction,
        actionsGroup: classes.paletteGroup,
        footer: classes.paletteFooter,
      }}
    >
      <Spotlight.Search
        ref={input}
        placeholder="Search people, telephone numbers, companies, domains, products, invoices, pages…"
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
              : behind || (searching && found.state === 'loading')
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

/** What features offer to do at once, ready to be done; what goes wrong is said. */
function useDeeds(): readonly (Omit<Deed, 'run'> & { run: () => void })[] {
  const session = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const deeds = useMore().flatMap(({ deeds = [] }) => deeds);
  return deeds.map(({ run, ...deed }) => ({
    ...deed,
    run: async () => {
      try {
        await run({ session, setColourScheme: setColorScheme });
      } catch (thrown) {
        notifications.show({
          color: 'red',
          title: `Not done: ${deed.label}`,
          message: asApiError(thrown).message,
        });
      }
    },
  }));
}

function matches({ label, keywords = [] }: Pick<Entry, 'label' | 'keywords'>, query: string): boolean {
  const text = query.trim().toLowerCase();
  return [label, ...keywords].some((word) => word.toLowerCase().includes(text));
}
