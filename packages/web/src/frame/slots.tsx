import type { TablerIcon } from '@tabler/icons-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useViewer } from '../data/viewer.ts';
import type { DetailTab } from '../ui/DetailPage.tsx';
import { PageSkeleton } from '../ui/Loaded.tsx';
import { useFeatures, useMore } from './feature.ts';
import { type For, isFor } from './places.ts';

/** Pages and lists that other features may add to, with what each hands over. */
export interface Slots {
  company: { id: string; endUserCount: number | null; subscriptionCount: number | null };
  reseller: { id: string; isPlatform: boolean; companyCount: number };
  endUser: {
    id: string;
    displayName: string;
    status: string;
    company: { id: string; name: string };
    /** For those who see subscriptions. */
    subscriptions?: { totalCount: number } | undefined;
  };
  /** One's own page; an end user's has their entry in the directory. */
  profile: {
    profile: {
      firstName: string;
      lastName: string;
      email: string | null;
      jobTitle: string | null;
      department: string | null;
      userId: string;
    } | null;
  };
  subscription: { id: string; product: { meter: object | null } };
  connector: { id: string; kind: string };
  invoice: { id: string; document: string };
  /** The list of calls, of one company. */
  calls: { companyId: string };
  /** The list of people: those who are ticked, and a word that it is over and whether anything was done. */
  endUsers: {
    people: readonly {
      id: string;
      displayName: string;
      status: string;
      company: { id: string; name: string };
      membershipId: string | null;
      openSessions: number | null;
    }[];
    onClose: (done: boolean) => void;
  };
  /** The list of those who may sign in, in the same way. */
  administrators: {
    people: readonly {
      displayName: string;
      membershipId: string;
      openSessions: number | null;
      level: string;
      /** Of their company or reseller. */
      tenantId: string;
      roleName: string | null;
    }[];
    onClose: (done: boolean) => void;
  };
  /** A request about personal data; the person, if they are in the directory. */
  rightsRequest: { id: string; kind: string; open: boolean; endUserId: string | null };
  /** A file of people. */
  changeSet: { id: string; state: string };
  /** Home hands over nothing: whoever looks is known. */
  home: object;
}

/** A component of a feature that is loaded when it is first shown, and what it makes of what the slot hands over. */
export interface Part<Of> {
  component: ComponentType<object>;
  props: (of: Of) => object;
}

interface Placed<Of> extends For {
  /** Where among its like, from small to large; leave room between. */
  order: number;
  /** Whether it is there at all; left out: always. */
  when?: (of: Of) => boolean;
  content: Part<Of>;
}

export interface Tab<Of> extends Placed<Of> {
  /** Appears in the address bar as `?tab=`. */
  key: string;
  label: string | ((of: Of) => string);
  count?: (of: Of) => number | null;
}

export interface Card<Of> extends Placed<Of> {
  key: string;
}

export interface BulkAction<Of> extends Placed<Of> {
  /** Left out where several rows are ticked: it is done with one, from its menu. */
  one?: true;
  label: string;
  icon: TablerIcon;
}

// biome-ignore lint/suspicious/noExplicitAny: what a component returns is nobody's business here
type PropsOf<Component> = Component extends (props: infer Props) => any ? Props : never;

/**
 * A component of a feature, loaded when it is first shown.
 *
 * @param props what it is given, made of what the slot hands over
 */
export function part<
  Of,
  // biome-ignore lint/suspicious/noExplicitAny: a module exports what it likes
  Module extends Record<string, any>,
  Name extends keyof Module & string,
>(load: () => Promise<Module>, name: Name, props: (of: Of) => PropsOf<Module[Name]>): Part<Of> {
  return {
    component: lazy<ComponentType<object>>(async () => ({ default: (await load())[name] })),
    props: props as Part<Of>['props'],
  };
}

/** What most of what is done with ticked people is given of them. */
export const ticked = ({ people, onClose }: Slots['endUsers']) => ({
  ids: people.map(({ id }) => id),
  onClose,
});

let coming = 0;
const waiting = new Set<() => void>();

/** Settles once no part on screen is still on its way. */
export const partsShown = (): Promise<void> =>
  new Promise((resolve) => (coming > 0 ? waiting.add(resolve) : resolve()));

function Coming() {
  useEffect(() => {
    coming += 1;
    return () => {
      coming -= 1;
      if (coming > 0) return;
      for (const go of waiting) go();
      waiting.clear();
    };
  }, []);
  return (
    <output aria-label="Loading">
      <PageSkeleton />
    </output>
  );
}

/** Shows a part, and until it is loaded that it will be. */
export function Shown<Of>({ part: { component: Component, props }, of }: { part: Part<Of>; of: Of }) {
  return (
    <Suspense fallback={<Coming />}>
      <Component {...props(of)} />
    </Suspense>
  );
}

/** Those of them that are for whoever looks, in order. */
function useOwn<Piece extends For & { order: number }>(pieces: readonly Piece[]): Piece[] {
  const viewer = useViewer();
  return pieces.filter((piece) => isFor(piece, viewer)).sort((a, b) => a.order - b.order);
}

/** The tabs that features add to a page, for its `DetailPage`. */
export function useTabs<Slot extends keyof Slots>(slot: Slot): (of: Slots[Slot]) => DetailTab[] {
  const tabs = useOwn(useMore().flatMap((more): readonly Tab<Slots[Slot]>[] => more.tabs?.[slot] ?? []));
  return (of) =>
    tabs
      .filter(({ when }) => !when || when(of))
      .map(({ key, label, count, content }) => ({
        key,
        label: typeof label === 'string' ? label : label(of),
        count: count?.(of) ?? undefined,
        content: () => <Shown part={content} of={of} />,
      }));
}

/** The cards that features add to a page; an empty list where there is none. */
export function useCards<Slot extends Exclude<keyof Slots, 'home'>>(
  slot: Slot,
): (of: Slots[Slot]) => ReactNode[] {
  const cards = useOwn(useMore().flatMap((more): readonly Card<Slots[Slot]>[] => more.cards?.[slot] ?? []));
  return (of) => cards.filter(({ when }) => !when || when(of)).map((card) => shown(card, of));
}

/** The cards that features add to home. */
export function useHomeCards(): ReactNode[] {
  const cards = useOwn(useFeatures().flatMap(({ cards }) => cards?.home ?? []));
  return cards.map((card) => shown(card, {}));
}

const shown = <Of,>({ key, content }: Card<Of>, of: Of): ReactNode => (
  <Shown key={key} part={content} of={of} />
);

/** What features do with ticked rows of a list. */
export const useBulk = <Slot extends keyof Slots>(slot: Slot): readonly BulkAction<Slots[Slot]>[] =>
  useOwn(useMore().flatMap((more): readonly BulkAction<Slots[Slot]>[] => more.bulk?.[slot] ?? []));
