import type { introspection } from '../../../data/schema.d.ts';
import { plural } from '../../../lib/format.ts';
import { spoken } from '../../../lib/words.ts';

export type Area = introspection['types']['Area']['enumValues'];
export type Mode = introspection['types']['SupportMode']['enumValues'];
export type State = introspection['types']['SupportState']['enumValues'];

/** Areas as people say them, in their usual order. */
export const AREAS: Record<Area, string> = {
  directory: 'People and domains',
  services: 'Services and subscriptions',
  billing: 'Invoices and payments',
  support: 'Help and notices',
  records: 'Records and audit log',
  exchange: 'Mail exchange',
  privacy: 'Data protection',
  settings: 'Settings',
};
export const areaOptions = (Object.keys(AREAS) as Area[]).map((value) => ({ value, label: AREAS[value] }));

/** "People and domains, mail exchange". */
export const areasText = (areas: readonly Area[]): string =>
  areas
    .map((area, i) => (i ? AREAS[area].charAt(0).toLowerCase() + AREAS[area].slice(1) : AREAS[area]))
    .join(', ');

export const MODES: Record<Mode, string> = { VIEW: 'See only', MANAGE: 'See and change' };
export const STATES: Record<State, string> = {
  REQUESTED: 'Waits for the company',
  APPROVED: 'Approved',
  ACTIVE: 'In now',
  DECLINED: 'Declined',
  ENDED: 'Over',
  LAPSED: 'Lapsed',
};

/** A value of a grant or a rule in the audit log. */
export function saidOf(field: string, value: string): string | undefined {
  if (field === 'state') return STATES[value as State];
  if (field === 'mode') return MODES[value as Mode];
  if (field === 'minutes') return plural(Number(value), 'minute');
  return field === 'areas' ? areasText(value.split(',') as Area[]) : undefined;
}

/** What was looked at, as people say it, by the query that was answered or the address that was opened. */
export function viewedWords(what: string, subjectId: string | null, label: string): string {
  if (what.startsWith('/'))
    return `Opened a file: ${spoken(
      what
        .split('/')
        .filter((part) => part && !part.startsWith(':'))
        .join(' '),
    ).toLowerCase()}`;
  if (what === 'search') return 'Searched';
  if (subjectId === null) return `Looked at the list: ${spoken(what).toLowerCase()}`;
  return `Opened: ${label.toLowerCase()}`;
}
