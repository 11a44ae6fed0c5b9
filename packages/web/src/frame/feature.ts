import type { TablerIcon } from '@tabler/icons-react';
import { createContext, useContext, useEffect, useState } from 'react';
import type { SessionActions } from '../data/session.ts';
import type { Level } from '../data/viewer.ts';
import type { HomePart } from './home.ts';
import type { Entry, For, Place } from './places.ts';
import type { PagePath } from './routes.ts';
import type { BulkAction, Card, Slots, Tab } from './slots.tsx';

/**
 * What a feature of the console says of itself, in the `feature.ts` of its folder. It comes with the shell, before the first
 * screen of whoever is signed in: parts are named in it and loaded when they are shown. Pages stand in `routes.ts` beside it.
 */
export interface Feature {
  /** Where its pages stand in the navigation. */
  places?: readonly Place[];
  /** What the command palette offers to begin, besides going to a place. */
  actions?: readonly Entry[];
  /** What it offers to do at once: `deeds.ts` of its folder, which only the command palette needs. */
  deeds?: () => Promise<{ deeds: readonly Deed[] }>;
  /** Things with a name of their own, by GraphQL type: in the audit log, among what is found. */
  things?: Readonly<Record<string, Thing>>;
  /** What the audit log calls what it does, by the API's name: `audit.ts` of its folder, which only the log needs. */
  audit?: () => Promise<{ audit: AuditWords }>;
  /** Its tabs on pages of others. */
  tabs?: { readonly [Slot in keyof Slots]?: readonly Tab<Slots[Slot]>[] };
  /** Its cards beside the facts on pages of others, and on home. */
  cards?: { readonly [Slot in keyof Slots]?: readonly Card<Slots[Slot]>[] };
  /** What it does with rows that are ticked in lists of others. */
  bulk?: { readonly [Slot in keyof Slots]?: readonly BulkAction<Slots[Slot]>[] };
  /** What home counts and asks to be done. */
  home?: HomePart;
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
}

export const FeaturesContext = createContext<readonly Feature[]>([]);

/** All features of the console; `app/features.ts` lists them. */
export const useFeatures = (): readonly Feature[] => useContext(FeaturesContext);

/** The thing of a GraphQL type. */
export function thingOf(features: readonly Feature[], type: string): Thing | undefined {
  return features.find(({ things }) => things && Object.hasOwn(things, type))?.things?.[type];
}

/** What the audit log calls everything that is done; undefined until it is loaded. */
export function useAuditWords(): AuditWords | undefined {
  const features = useFeatures();
  const [words, setWords] = useState<AuditWords>();
  useEffect(() => {
    const loading = Promise.all(features.map(({ audit }) => audit?.()));
    void loading.then((all) => setWords(Object.assign({}, ...all.map((module) => module?.audit))));
  }, [features]);
  return words;
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
