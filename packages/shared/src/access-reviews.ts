import { formatDate, localDate } from './period.ts';

/** Areas of the product as people call them. */
const AREA_WORDS: Readonly<Record<string, string>> = {
  directory: 'people',
  services: 'services',
  billing: 'billing',
  support: 'support',
  records: 'records',
  exchange: 'exchange',
  privacy: 'data protection',
  settings: 'settings',
};

const areaWords = (areas: readonly string[]): string =>
  areas.length ? areas.map((area) => AREA_WORDS[area] ?? area).join(', ') : 'nothing';

/** What a role lets somebody do, in words. Null areas: all there are; null managed: all that are reached. */
export function rightsInWords(areas: readonly string[] | null, manages: readonly string[] | null): string {
  if (areas === null && manages === null) return 'Sees and changes everything';
  if (manages?.length === 0) return `Sees ${areas ? areaWords(areas) : 'everything'}; changes nothing`;
  const looks = areas?.filter((area) => manages && !manages.includes(area)) ?? [];
  const works = manages ?? areas ?? [];
  if (areas === null) return `Sees everything; changes ${areaWords(works)}`;
  return `Sees and changes ${areaWords(works)}${looks.length ? `; sees ${areaWords(looks)}` : ''}`;
}

/** What somebody changed lately, in words. */
export const changesInWords = (changes: number, areas: readonly string[]): string =>
  changes === 0 ? 'Nothing in 90 days' : `${changes} in 90 days: ${areaWords(areas)}`;

export interface Standing {
  reason: string;
  lastSignInAt: string | Date | null;
  givenAt: string | Date;
  endsAt: string | Date | null;
}

const day = (moment: string | Date): string => formatDate(localDate(new Date(moment)));

/** Why it is proposed to keep, reduce or revoke somebody's access. */
export function reasonInWords({ reason, lastSignInAt, givenAt, endsAt }: Standing): string {
  switch (reason) {
    case 'NEVER_SEEN':
      return `Has never signed in since ${day(givenAt)}.`;
    case 'NOT_SEEN':
      return `Has not signed in for 90 days${lastSignInAt ? `, last on ${day(lastSignInAt)}` : ''}.`;
    case 'ONLY_LOOKS':
      return 'Has changed nothing for 90 days: looking would do.';
    case 'ENDS_BY_ITSELF':
      return `Ends by itself${endsAt ? ` on ${day(endsAt)}` : ''}.`;
    case 'RECENT':
      return `Has had it since ${day(givenAt)} only.`;
    default:
      return 'Is in use.';
  }
}
