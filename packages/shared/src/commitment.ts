import { z } from 'zod';
import { addDays, formatDate, monthOf, monthPeriod, type PlainDate } from './period.ts';

/**
 * For how long a service is taken: its minimum term, by when notice has to be given, and what
 * follows. Days are those of the calendar in London, so that no change of the clock moves one. [C4]
 */

export const WHAT_FOLLOWS = ['MONTHLY', 'RENEWS', 'ENDS'] as const;
/** What follows a term: it runs on until notice is given, begins another term, or ends. */
export type WhatFollows = (typeof WHAT_FOLLOWS)[number];

export const RENEWAL_PRICES = ['KEPT', 'LIST'] as const;
/** What a further term costs: what the one before did, or what new ones cost then. */
export type RenewalPrice = (typeof RENEWAL_PRICES)[number];

/** What a product says of its term, and what was agreed of one that runs. */
export interface CommitmentTerms {
  /** The minimum term; 0 where only notice is asked for. */
  months: number;
  /** Whole days between the day of the notice and the last day at the earliest. */
  noticeDays: number;
  /** The last day is then the last of a month: of what runs on until notice is given. */
  noticeToMonthEnd: boolean;
  follows: WhatFollows;
  /** How long further terms are; 0 where none follows. */
  renewalMonths: number;
  renewalPrice: RenewalPrice;
  /** Days at the beginning in which it may be cancelled freely. */
  windowDays: number;
  /** How many days before the last day of notice people are reminded. */
  remindDays: number;
}

const whole = (most: number) =>
  z
    .number()
    .int('Must be a whole number.')
    .min(0, 'Must not be negative.')
    .max(most, `May be at most ${most}.`);

/** The fields of what staff say of a product's term. */
export const commitmentFields = () =>
  z.object({
    months: whole(84),
    noticeDays: whole(180),
    noticeToMonthEnd: z.boolean(),
    follows: z.enum(WHAT_FOLLOWS),
    renewalMonths: whole(84),
    renewalPrice: z.enum(RENEWAL_PRICES),
    windowDays: whole(60),
    remindDays: whole(120),
  });

/** What does not go together in a product's term. */
export function checkCommitment(
  { months, noticeDays, noticeToMonthEnd, follows, renewalMonths, windowDays }: CommitmentTerms,
  context: z.RefinementCtx,
): void {
  const say = (field: keyof CommitmentTerms, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (follows !== 'MONTHLY' && months === 0)
    say('months', 'Must be at least 1: a term that renews or ends has a length.');
  if (follows === 'RENEWS' && renewalMonths === 0)
    say('renewalMonths', 'Must be at least 1: how long each further term is.');
  if (follows !== 'MONTHLY' && noticeToMonthEnd)
    say('noticeToMonthEnd', 'Must be off: a term that renews or ends has its own last day.');
  // The shortest month has 28 days.
  if (follows === 'RENEWS' && noticeDays >= Math.min(months, renewalMonths) * 28)
    say('noticeDays', 'Must be less than a term: nobody could give notice in time.');
  if (months > 0 && windowDays >= months * 28) say('windowDays', 'Must be less than the minimum term.');
}

/** The rule of what staff say of a product's term. */
export const commitmentTerms = () => commitmentFields().superRefine(checkCommitment);

/** A term that was agreed, as it stands. */
export interface Committed {
  /** Its first day. */
  from: PlainDate;
  /** The day after its last; null where there is no term and only notice has to be given. */
  until: PlainDate | null;
  /** The first day on which it may no longer be cancelled freely; null where it never may. */
  freeUntil: PlainDate | null;
  /** The first day of the first term, from which months are counted: the 31st stays the 31st. */
  anchor: PlainDate;
  terms: CommitmentTerms;
}

/** How a service could end if notice were given on a day. */
export interface EarliestEnd {
  /** The day after the last, at the earliest. */
  endsOn: PlainDate;
  /** The last day on which notice for that day can be given; null where it moves with the day of the notice. */
  noticeBy: PlainDate | null;
}

/** The same day of the month so many months later, or the last day of a month that is too short. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + month - 1 + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  const sameDay = addDays(first, day - 1);
  return monthOf(sameDay) === monthOf(first)
    ? sameDay
    : addDays(monthPeriod(monthOf(first)).endExclusive, -1);
}

/** The day after the last of the term that follows one that ends so. Whole months are counted from the very first day. */
export function nextUntil({ anchor, until, terms }: Committed & { until: PlainDate }): PlainDate {
  const index = (date: PlainDate) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return addMonths(anchor, index(until) - index(anchor) + terms.renewalMonths);
}

/** The last day on which notice can be given for a term to be the last; it may lie before its first day. */
export const noticeBy = (until: PlainDate, { noticeDays }: CommitmentTerms): PlainDate =>
  addDays(until, -noticeDays - 1);

/**
 * When a service may end at the earliest, if notice is given today: tomorrow where it may be cancelled freely, else as its term
 * and its notice have it.
 */
export function earliestEnd(committed: Committed, today: PlainDate): EarliestEnd {
  const { from, freeUntil, terms } = committed;
  if (freeUntil !== null && today < freeUntil) {
    return { endsOn: today < from ? from : addDays(today, 1), noticeBy: null };
  }
  if (terms.follows === 'ENDS' && committed.until !== null)
    return { endsOn: committed.until, noticeBy: null };
  if (terms.follows === 'RENEWS' && committed.until !== null) {
    let until = committed.until;
    while (noticeBy(until, terms) < today) until = nextUntil({ ...committed, until });
    return { endsOn: until, noticeBy: noticeBy(until, terms) };
  }
  const notice = noticeGiven(today, terms);
  const until = committed.until ?? from;
  if (notice > until) return { endsOn: notice, noticeBy: null };
  const last = noticeBy(until, terms);
  return { endsOn: until, noticeBy: terms.noticeToMonthEnd || committed.until === null ? null : last };
}

/** The day after the last, if nothing but notice has to be kept. */
function noticeGiven(today: PlainDate, { noticeDays, noticeToMonthEnd }: CommitmentTerms): PlainDate {
  const lastDay = addDays(today, noticeDays);
  return noticeToMonthEnd ? monthPeriod(monthOf(lastDay)).endExclusive : addDays(lastDay, 1);
}

const months = (count: number): string => (count === 1 ? '1 month' : `${count} months`);
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** What a term is, in a sentence: "24 months, then 12 months each; 30 days’ notice; 14 days to cancel freely". */
export function termsInWords(terms: CommitmentTerms): string {
  const { noticeDays, noticeToMonthEnd, windowDays } = terms;
  const notice = noticeDays > 0 ? `${days(noticeDays)}’ notice` : noticeToMonthEnd ? 'notice' : '';
  return [
    termInWords(terms),
    notice && `${notice}${noticeToMonthEnd ? ' to the end of a month' : ''}`,
    windowDays > 0 && `may be cancelled freely in the first ${days(windowDays)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** How long it runs: "12 months, then 12 months each", "24 months, then monthly", "monthly". */
export function termInWords(terms: CommitmentTerms): string {
  if (terms.months === 0) return 'monthly';
  if (terms.follows === 'ENDS') return `${months(terms.months)}, then it ends`;
  return terms.follows === 'RENEWS'
    ? `${months(terms.months)}, then ${months(terms.renewalMonths)} each`
    : `${months(terms.months)}, then monthly`;
}

/** "runs until 14 March 2028; notice by 13 February 2028", of a service that could end so. */
export function endInWords({ endsOn, noticeBy: by }: EarliestEnd): string {
  const runs = `runs until ${formatDate(addDays(endsOn, -1))} at least`;
  return by === null ? runs : `${runs}; notice by ${formatDate(by)}`;
}
