import type { Standing } from './standing.ts';

/** How components are, and how far incidents and maintenance are, as the page says it. */
const WORDS: Readonly<Record<string, string>> = {
  OPERATIONAL: 'Works',
  UNDER_MAINTENANCE: 'Under maintenance',
  DEGRADED: 'Degraded',
  PARTIAL_OUTAGE: 'Partial outage',
  MAJOR_OUTAGE: 'Major outage',
  INVESTIGATING: 'Investigating',
  IDENTIFIED: 'Identified',
  MONITORING: 'Monitoring',
  RESOLVED: 'Resolved',
  SCHEDULED: 'Planned',
  IN_PROGRESS: 'In progress',
  COMPLETED: 'Completed',
  CANCELLED: 'Cancelled',
};
export const wordsOf = (state: string): string => WORDS[state] ?? state;

/** The whole page in a sentence. */
export function saying({ components }: Pick<Standing, 'components'>): { state: string; words: string } {
  const roots = components.filter(({ parentId }) => parentId === null);
  const out = roots.filter(({ state }) => state === 'PARTIAL_OUTAGE' || state === 'MAJOR_OUTAGE');
  const less = roots.filter(({ state }) => state === 'DEGRADED');
  const worked = roots.filter(({ state }) => state === 'UNDER_MAINTENANCE');
  const names = (of: typeof roots): string => of.map(({ name }) => name).join(', ');
  if (out.length) return { state: 'OUTAGE', words: `Out: ${names([...out, ...less])}` };
  if (less.length) return { state: 'DEGRADED', words: `Not as usual: ${names(less)}` };
  if (worked.length) return { state: 'MAINTENANCE', words: `Maintenance: ${names(worked)}` };
  return { state: 'OPERATIONAL', words: 'All services work' };
}
