import type { TablerIcon } from '@tabler/icons-react';
import { createContext, useContext, useMemo } from 'react';
import type { SessionActions } from '../data/session.ts';
import type { Level } from '../data/viewer.ts';
import type { FigureSlot, FiguresPart } from './figures.ts';
import type { HomePart } from './home.ts';
import type { Entry, For, Place } from './places.ts';
import type { PagePath } from './routes.ts';
import type { BulkAction, Card, Slots, Tab } from './slots.tsx';

/**
 * What a feature of the console says of itself, in the `feature.ts` of its folder. It comes with the shell, before the first
 * screen of whoever is signed in, and so holds no more than that shows. Pages stand in `routes.ts` beside it.
 */
export interface Feature {
  /** Where its pages stand in the navigation. */
  places?: readonly Place[];
  /** What home counts and asks to be done. */
  home?: HomePart;
  /** Its cards on home. */
  cards?: { readonly home: readonly Card<Slots['home']>[] };
  /** The rest: `more.ts` of its folder. */
  more?: () => Promise<{ more: More }>;
}

/** What a feature says of itself beyond the first screen: parts are named in it and loaded when they are shown. */
export interface More {
  /** What the command palette offers to begin, besides going to a place. */
  actions?: readonly Entry[];
  /** What it offers to do at once. */
  deeds?: readonly Deed[];
  /** Things with a name of their own, by GraphQL type: in the audit log, among what is found. */
  things?: Readonly<Record<string, Thing>>;
  /** What the audit log calls what it does, by the API's name. */
  audit?: AuditWords;
  /** Its tabs on pages of others. */
  tabs?: { readonly [Slot in keyof Slots]?: readonly Tab<Slots[Slot]>[] };
  /** Its figures at the head of a tenant's page. */
  figures?: { readonly [Slot in FigureSlot]?: FiguresPart };
  /** Its cards beside the facts on pages of others. */
  cards?: { readonly [Slot in Exclude<keyof Slots, 'home'>]?: readonly Card<Slots[Slot]>[] };
  /** What it does with rows that are ticked in lists of others. */
  bulk?: { readonly [Slot in keyof Slots]?: readonly BulkAction<Slots[Slot]>[] };
}

/** Something that is done where one is, by name. */
export interface Deed extends For {
  label: string;
  icon: TablerIcon;
  /** Other words people may type in the command palette. */
  keywords?: readonly string[];
  run: (hands: Hands) => unknown;
}

/** What a deed may use. */
export interface Hands {
  session: SessionActions;
  setColourScheme: (scheme: 'light' | 'dark' | 'auto') => void;
}

export type AuditWords = Readonly<Record<string, string>>;

export interface Thing {
  one: string;
  many: string;
  icon?: TablerIcon;
  /**
   * Where it stands for whoever looks; undefined: nowhere. The id is null where the thing is not known any more; by its name a
   * thing without a page is found in its list.
   */
  page?: (id: string | null, level: Level, name?: string) => string | undefined;
  /** A value of one of its fields as its own pages say it, where that is not what everyone says; undefined: as everyone. */
  say?: (field: string, value: string) => string | undefined;
}

export const FeaturesContext = createContext<readonly Feature[]>([]);

/** All features of the console; `app/features.ts` lists them. */
export const useFeatures = (): readonly Feature[] => useContext(FeaturesContext);

const loading = new WeakMap<readonly Feature[], Promise<readonly More[]>>();
const loaded = new WeakMap<readonly Feature[], readonly More[]>();
const failed = new WeakMap<readonly Feature[], { error: unknown }>();
/** What could not be loaded is tried again at the next drawing after so long. */
const AGAIN_MS = 1_000;

/** What features say beyond the first screen; the shell begins to load it as soon as that is there. */
export function loadMore(features: readonly Feature[]): Promise<readonly More[]> {
  const underway = loading.get(features);
  if (underway) return underway;
  const all = Promise.all(features.flatMap(({ more }) => more?.() ?? [])).then((modules) => {
    const more = modules.map((module) => module.more);
    loaded.set(features, more);
    return more;
  });
  all.catch((error: unknown) => {
    loading.delete(features);
    failed.set(features, { error });
    setTimeout(() => failed.delete(features), AGAIN_MS);
  });
  loading.set(features, all);
  return all;
}

/**
 * The same for a component, which waits for it: it is drawn anew once that is here. `use` would go on where it stopped, with hooks
 * of a first drawing that React takes for those of a later one where a query keeps its answer meanwhile (its error 467).
 */
export function useMore(): readonly More[] {
  const features = useFeatures();
  const more = loaded.get(features);
  if (more) return more;
  throw failed.get(features)?.error ?? loadMore(features);
}

/** The thing of a GraphQL type. */
export function thingOf(more: readonly More[], type: string): Thing | undefined {
  return more.find(({ things }) => things && Object.hasOwn(things, type))?.things?.[type];
}

/** Everything with a name of its own, by GraphQL type. */
export function useThings(): Readonly<Record<string, Thing>> {
  const more = useMore();
  return useMemo(() => Object.assign({}, ...more.map(({ things }) => things)), [more]);
}

/** What the audit log calls everything that is done. */
export function useAuditWords(): AuditWords {
  const more = useMore();
  return useMemo(() => Object.assign({}, ...more.map(({ audit }) => audit)), [more]);
}

/** The list of things that have no page of their own, at the one of this name. */
export const inList =
  (path: PagePath, ...without: readonly Level[]): NonNullable<Thing['page']> =>
  (_id, level, name) => {
    if (without.includes(level)) return undefined;
    return name ? `${path}?q=${encodeURIComponent(name)}` : path;
  };

/** The page of a thing below its list, `/invoices` → `/invoices/<id>`, for every level but those named. */
export const pageBelow =
  (path: PagePath, ...without: readonly Level[]): NonNullable<Thing['page']> =>
  (id, level) =>
    id === null || without.includes(level) ? undefined : `${path}/${id}`;
