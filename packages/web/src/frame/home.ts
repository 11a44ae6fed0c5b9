import type { ResultOf } from '../data/graphql.ts';
import type { ReadOptions } from '../data/use-kept-query.ts';
import { useRead } from '../data/use-read.ts';
import { type Level, type Permission, useCan } from '../data/viewer.ts';
import type { Loadable } from '../lib/loadable.ts';
import type { KeyFigure } from '../ui/Figure.tsx';
import { type AnyDocument, documentOf } from './document-of.ts';
import { type Feature, useFeatures } from './feature.ts';

/** Something that waits for the reader, and where to do it. */
export interface Task {
  key: string;
  /** How many wait. */
  count: number;
  title: string;
  detail: string;
  href: string;
  /** What doing it takes: nobody else is shown it. */
  permission: Permission;
  urgent: boolean;
  /** Among tasks as urgent. */
  order: number;
}

/** A figure of every month. */
export interface Chart {
  title: string;
  measure: string;
  bars: readonly { label: string; value: number }[];
  format: (value: number) => string;
  formatShort: (value: number) => string;
}

interface Told<Data> {
  /** The GraphQL types whose changes concern it. */
  types: readonly string[];
  /** What does not concern the level, or is nought, is left out as false. */
  figures?: (home: Data, level: Level) => readonly (KeyFigure | false)[];
  tasks?: (home: Data, level: Level) => readonly (Task | false)[];
  charts?: (home: Data, level: Level) => readonly (Chart | false)[];
}

/** What a feature tells on home: the fields of `Home` that it asks for, and what it makes of them. */
export interface HomePart extends Told<unknown> {
  fragment: AnyDocument;
}

/** Ties a fragment on `Home` to what is made of it. */
export function homePart<Fragment extends AnyDocument>(
  fragment: Fragment,
  told: Told<ResultOf<Fragment>>,
): HomePart {
  return { fragment, ...(told as Told<unknown>) };
}

export interface HomeSummary {
  figures: KeyFigure[];
  /** Most pressing first. */
  tasks: Task[];
  charts: Chart[];
}

/** What the parts make of home's figures, for a level; of tasks those that the reader may do. */
export function summaryOf(
  parts: readonly HomePart[],
  home: unknown,
  level: Level,
  may: (permission: Permission) => boolean,
): HomeSummary {
  return {
    figures: parts
      .flatMap(({ figures }) => figures?.(home, level) ?? [])
      .filter((figure) => figure !== false)
      .sort((a, b) => a.order - b.order),
    tasks: parts
      .flatMap(({ tasks }) => tasks?.(home, level) ?? [])
      .filter((task) => task !== false)
      .filter(({ permission }) => may(permission))
      .sort((a, b) => Number(b.urgent) - Number(a.urgent) || a.order - b.order),
    charts: parts.flatMap(({ charts }) => charts?.(home, level) ?? []).filter((chart) => chart !== false),
  };
}

/** What home asks for what these features tell on it. */
export const homeQuery = (features: readonly Feature[]): AnyDocument =>
  documentOf(
    'query Home { home { PARTS } }',
    features.flatMap(({ home }) => home ?? []),
  );

/** Home as the features tell it, kept up to date. */
export function useHome(
  level: Level,
  options: Pick<ReadOptions, 'pause' | 'known'> = {},
): Loadable<HomeSummary> {
  const may = useCan();
  const features = useFeatures();
  const parts = features.flatMap(({ home }) => home ?? []);
  const types = parts.flatMap((part) => part.types);
  const read: Loadable<{ home: unknown }> = useRead(homeQuery(features), {}, { ...options, types });
  return read.state === 'ready' ? { ...read, data: summaryOf(parts, read.data.home, level, may) } : read;
}
