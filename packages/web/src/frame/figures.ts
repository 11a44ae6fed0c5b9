import { useLocation } from '@tanstack/react-router';
import type { ResultOf } from '../data/graphql.ts';
import { useRead } from '../data/use-read.ts';
import { type Level, useViewer } from '../data/viewer.ts';
import type { Loadable } from '../lib/loadable.ts';
import type { KeyFigure } from '../ui/Figure.tsx';
import { type AnyDocument, documentOf } from './document-of.ts';
import { useMore } from './feature.ts';
import { type For, isFor } from './places.ts';

/** The pages that begin with figures of the tenant they show. */
export type FigureSlot = 'company' | 'reseller';

/** Who looks, and where. */
interface Look {
  level: Level;
  /** The page itself, whose tabs figures may lead to. */
  here: string;
}

interface Told<Data> extends For {
  /** The GraphQL types whose changes concern it. */
  types: readonly string[];
  /** Figures for who looks; what does not concern them is left out as false. */
  figures: (of: Data, look: Look) => readonly (KeyFigure | false)[];
}

/** What a feature tells at the head of a tenant's page: the fields it asks for, and the figures it makes of them. */
export interface FiguresPart extends Told<unknown> {
  fragment: AnyDocument;
}

/** Ties a fragment on `Company` or `Reseller` to what is made of it. */
export function figuresPart<Fragment extends AnyDocument>(
  fragment: Fragment,
  told: Told<ResultOf<Fragment>>,
): FiguresPart {
  return { fragment, ...(told as Told<unknown>) };
}

/** The figures of one tenant, in one query of what the features ask, kept up to date. */
export function useFigures(slot: FigureSlot, id: string): Loadable<KeyFigure[]> {
  const viewer = useViewer();
  const here = useLocation({ select: ({ pathname }) => pathname });
  const parts = useMore()
    .flatMap(({ figures }) => figures?.[slot] ?? [])
    .filter((part) => isFor(part, viewer));
  const read: Loadable<Record<string, unknown>> = useRead(
    documentOf(`query Figures($id: ID!) { ${slot}(id: $id) { id PARTS } }`, parts),
    { id },
    { types: parts.flatMap(({ types }) => types) },
  );
  if (read.state !== 'ready') return read;
  const tenant = read.data[slot];
  // What has just gone has none.
  const figures = (tenant ? parts : [])
    .flatMap((part) => part.figures(tenant, { level: viewer.level, here }))
    .filter((figure) => figure !== false)
    .sort((a, b) => a.order - b.order);
  return { ...read, data: figures };
}
