import type { DataClass } from '../../../kernel/personal-data.ts';
import type { BreachRisk } from './incident.entity.ts';

/** Classes of data as people read them. */
export const CLASS_WORDS: Record<DataClass, string> = {
  IDENTITY: 'names and user ids',
  CONTACT: 'e-mail addresses and telephone numbers',
  CREDENTIAL: 'passwords and other means of signing in',
  TRAFFIC: 'who communicated with whom, and when',
  CONTENT: 'the contents of messages and files',
  PAYMENT: 'payment details',
  LOCATION: 'where people are or live',
  OFFICIAL_NUMBER: 'official numbers',
  SERVICE: 'services and how they are used',
};

export const RISK_WORDS: Record<BreachRisk, string> = {
  LOW: 'a risk to the people concerned is unlikely',
  RISK: 'a risk to the people concerned',
  HIGH: 'a high risk to the people concerned',
};

/** `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const LONDON = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/London',
});

/** A moment as it is written in letters: in London. */
export const londonTime = (at: Date): string => LONDON.format(at);

interface Concerned {
  endUserCount: number;
  administratorCount: number;
}

/** How many people's data: as far as they are known one by one. */
export function concernedWords({ endUserCount, administratorCount }: Concerned): string {
  const count = (n: number, one: string, many: string) => (n ? [`${n} ${n === 1 ? one : many}`] : []);
  const said = [
    ...count(endUserCount, 'end user', 'end users'),
    ...count(administratorCount, 'administrator', 'administrators'),
  ];
  return said.length
    ? listed(said)
    : 'not known one by one: the service is the organisation’s as a whole, which knows whose data are in it';
}
