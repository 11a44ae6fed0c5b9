import { addMonths } from './commitment.ts';
import { addDays, daysIn, formatDate, overlap, type PlainDate } from './period.ts';
import { nextWorkingDay, type UkRegion } from './working-days.ts';

/**
 * By when somebody is to be answered who asks about data on them (UK GDPR Article 12): a month counts from the day of
 * receipt, whatever day of the week that is, to the corresponding date of the next, or to the last day of a month that has no
 * such date; what would end on no working day ends on the next one. [D3]
 */

/** From the day something was asked of the person, up to the day on which they answered: those days do not count. */
export interface Pause {
  from: PlainDate;
  to: PlainDate;
}

export interface DeadlineTerms {
  receivedOn: PlainDate;
  region: UkRegion;
  pauses?: readonly Pause[];
  /** By two further months, which the person was told within the first. */
  extended?: boolean;
}

export interface RequestDeadline {
  /** The end of the first month; an extension is told by then. */
  dueOn: PlainDate;
  /** The end of the third month; null unless it is extended. */
  extendedDueOn: PlainDate | null;
  /** How the date came about, in a sentence. */
  reason: string;
}

/** Where bank holidays are looked up, as people call it. */
export const REGION_WORDS: Readonly<Record<UkRegion, string>> = {
  ENGLAND_AND_WALES: 'England and Wales',
  SCOTLAND: 'Scotland',
  NORTHERN_IRELAND: 'Northern Ireland',
};

const MONTHS = { first: 1, extended: 3 };
/** Within so many days of the day after its receipt a complaint is acknowledged (Data Protection Act 2018, section 164A). */
const ACKNOWLEDGED_DAYS = 30;

/** By when a request is to be answered, and how that date came about. */
export function requestDeadline(terms: DeadlineTerms): RequestDeadline {
  const first = end(terms, MONTHS.first);
  if (!terms.extended) return { dueOn: first.dueOn, extendedDueOn: null, reason: inWords(terms, first) };
  const last = end(terms, MONTHS.extended);
  return { dueOn: first.dueOn, extendedDueOn: last.dueOn, reason: inWords(terms, last) };
}

/** By when the receipt of a complaint is to be acknowledged. */
export const acknowledgementDueOn = (receivedOn: PlainDate, region: UkRegion): PlainDate =>
  nextWorkingDay(addDays(receivedOn, ACKNOWLEDGED_DAYS), region);

interface End {
  months: number;
  /** The corresponding date. */
  date: PlainDate;
  pausedDays: number;
  dueOn: PlainDate;
}

/** The end of so many months, by the days of pauses later; one that began when they were over cannot lengthen them. */
function end({ receivedOn, region, pauses = [] }: DeadlineTerms, months: number): End {
  const date = addMonths(receivedOn, months);
  let pausedDays = 0;
  let counted = receivedOn;
  for (const { from, to } of pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from > nextWorkingDay(addDays(date, pausedDays), region)) break;
    const days = overlap({ start: from, endExclusive: to }, counted, null);
    if (!days) continue;
    pausedDays += daysIn(days);
    counted = to;
  }
  return { months, date, pausedDays, dueOn: nextWorkingDay(addDays(date, pausedDays), region) };
}

function inWords({ receivedOn, region }: DeadlineTerms, { months, date, pausedDays, dueOn }: End): string {
  const shorter = date.slice(8) !== receivedOn.slice(8);
  const lengthened = addDays(date, pausedDays);
  return [
    `${months === 1 ? 'One month' : 'Three months'} from ${formatDate(receivedOn)}`,
    ` ${months === 1 ? 'ends' : 'end'} on ${formatDate(date)}`,
    shorter ? ', the last day of a month that is shorter' : '',
    pausedDays
      ? `, and ${pausedDays === 1 ? 'one day' : `${pausedDays} days`} of waiting for the person ${pausedDays === 1 ? 'makes' : 'make'} that ${formatDate(lengthened)}`
      : '',
    dueOn === lengthened
      ? ''
      : `, which is no working day in ${REGION_WORDS[region]}: the next is ${formatDate(dueOn)}`,
    '.',
  ].join('');
}
