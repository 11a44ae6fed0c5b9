/** A way to look at the jobs; its key stands in the address bar as `?state=`. */
export interface JobTab {
  key: 'PARKED' | 'WAITING' | 'UNDER_WAY' | 'ALL';
  label: string;
  filter: { state?: 'PARKED' | 'WAITING'; underWay?: boolean };
  /** What it means that there are none. */
  empty: string;
  why: string;
  urgent?: boolean;
}

const PARKED: JobTab = {
  key: 'PARKED',
  label: 'Needs attention',
  filter: { state: 'PARKED' },
  empty: 'Nothing needs attention',
  why: 'A job that has failed and cannot succeed by itself stands here, with its reason and a way to try again.',
  urgent: true,
};
const WAITING: JobTab = {
  key: 'WAITING',
  label: 'By hand',
  filter: { state: 'WAITING' },
  empty: 'No tasks to do',
  why: 'Services that somebody sets up or takes away by hand stand here until they are ticked off.',
};
const UNDER_WAY: JobTab = {
  key: 'UNDER_WAY',
  label: 'Under way',
  filter: { underWay: true },
  empty: 'Nothing is under way',
  why: 'Services that are being set up or removed stand here while that goes on.',
};
const ALL: JobTab = {
  key: 'ALL',
  label: 'All',
  filter: {},
  empty: 'Nothing has been set up yet',
  why: 'Every service that is given to somebody becomes a job here.',
};

/** The tabs: of tasks by hand there is a list for those who do them. */
export function tabsFor(tasks: boolean): readonly JobTab[] {
  return tasks ? [PARKED, WAITING, UNDER_WAY, ALL] : [PARKED, UNDER_WAY, ALL];
}

/** The tab that the address bar names, else the first; to those without tasks, waiting is being under way. */
export function tabOf(asked: unknown, tabs: readonly JobTab[]): JobTab {
  const key = asked === 'WAITING' && !tabs.includes(WAITING) ? 'UNDER_WAY' : asked;
  return tabs.find((tab) => tab.key === key) ?? PARKED;
}
