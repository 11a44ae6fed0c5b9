import type { TablerIcon } from '@tabler/icons-react';
import type { Level, Permission, Viewer } from '../data/viewer.ts';
import type { PagePath } from './routes.ts';

/** Whom something is for; what is left out does not matter. */
export interface For {
  permission?: Permission;
  levels?: readonly Level[];
}

/** Whether it is for this viewer. It only hides what would be refused: the API decides. */
export function isFor({ permission, levels }: For, viewer: Pick<Viewer, 'level' | 'permissions'>): boolean {
  return (
    (!permission || viewer.permissions.includes(permission)) && (!levels || levels.includes(viewer.level))
  );
}

export const SELLERS: readonly Level[] = ['PLATFORM', 'RESELLER'];
export const ADMINISTRATORS: readonly Level[] = ['PLATFORM', 'RESELLER', 'COMPANY'];

/** Somewhere to go, or something to begin, by name. */
export interface Entry extends For {
  label: string;
  to: PagePath;
  icon: TablerIcon;
  /** Other words people may type in the command palette. */
  keywords?: readonly string[];
}

/** A page's entry in the navigation. A page that stands elsewhere for another level is declared once for each. */
export interface Place extends Entry {
  group: GroupKey;
  /** Where in its group, from small to large; leave room between. */
  order: number;
  /** It is a sibling of that place: a tab beside it, and no place of its own in the navigation. */
  beside?: PagePath;
}

/** The groups of the navigation in reading order, with what stands above each. */
const GROUPS = {
  start: undefined,
  work: 'Work',
  customers: 'Customers',
  people: 'People',
  catalogue: 'Catalogue',
  services: 'Services',
  records: 'Records',
  billing: 'Billing',
  communication: 'Communication',
  help: 'Help',
  compliance: 'Compliance',
  dataProtection: 'Data protection',
  account: 'My account',
  settings: 'Settings',
} as const satisfies Record<string, string | undefined>;

export type GroupKey = keyof typeof GROUPS;

export interface Group {
  key: GroupKey;
  title?: string;
  places: readonly Place[];
}

/** Places in their groups, in reading order; groups without a place are left out. */
export function grouped(places: readonly Place[]): Group[] {
  return (Object.keys(GROUPS) as GroupKey[])
    .map((key) => ({
      key,
      title: GROUPS[key],
      places: places.filter(({ group }) => group === key).sort((a, b) => a.order - b.order),
    }))
    .filter((group) => group.places.length > 0);
}
