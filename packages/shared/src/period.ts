/** A calendar date 'YYYY-MM-DD' without time or zone. Compares correctly as text. */
export type PlainDate = string;

/** A calendar month 'YYYY-MM'. */
export type Month = string;

/** A half-open run of days: `start` belongs to it, `endExclusive` is the first day that does not. */
export interface Period {
  start: PlainDate;
  endExclusive: PlainDate;
}

const dayMs = 86_400_000;

/** Whether the text is a date that exists: '2028-02-29' is one, '2026-02-29' is not. */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && toPlainDate(ms) === text;
}

/** The date `days` later, or earlier when negative. Throws RangeError if `date` is not a date. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return toPlainDate(utcMs(date) + days * dayMs);
}

/** Whole days from `start` up to but not including `endExclusive`; negative when it lies before `start`. */
export function daysBetween(start: PlainDate, endExclusive: PlainDate): number {
  return (utcMs(endExclusive) - utcMs(start)) / dayMs;
}

/** The number of days of a period. */
export function daysIn(period: Period): number {
  return daysBetween(period.start, period.endExclusive);
}

/** The last day that belongs to a period, as people write it. */
export function lastDay(period: Period): PlainDate {
  return addDays(period.endExclusive, -1);
}

/** The days that `period` shares with the run from `from` to `untilExclusive` (null: without end), or null if none. */
export function overlap(period: Period, from: PlainDate, untilExclusive: PlainDate | null): Period | null {
  const start = from > period.start ? from : period.start;
  const endExclusive =
    untilExclusive !== null && untilExclusive < period.endExclusive ? untilExclusive : period.endExclusive;
  return start < endExclusive ? { start, endExclusive } : null;
}

/** The month that a date falls into. */
export function monthOf(date: PlainDate): Month {
  utcMs(date);
  return date.slice(0, 7);
}

/** '2026-10' gives 1 October up to but not including 1 November. Throws RangeError if `month` is not a month. */
export function monthPeriod(month: Month): Period {
  const start = `${month}-01`;
  return { start, endExclusive: `${monthOf(addDays(start, 31))}-01` };
}

/** How many calendar months a period is; 0 unless it is whole ones. */
export function wholeMonths({ start, endExclusive }: Period): number {
  if (!start.endsWith('-01') || !endExclusive.endsWith('-01')) return 0;
  const [from, to] = [start, endExclusive].map(
    (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)),
  );
  return (to as number) - (from as number);
}

/** The whole calendar month before the one that `date` falls into: what a billing run on `date` charges for. */
export function previousMonth(date: PlainDate): Period {
  return monthPeriod(monthOf(addDays(`${monthOf(date)}-01`, -1)));
}

/** The first day of the quarter that a date falls into. */
export function quarterOf(date: PlainDate): PlainDate {
  const month = Number(monthOf(date).slice(5)) - 1;
  return `${date.slice(0, 4)}-${String(month - (month % 3) + 1).padStart(2, '0')}-01`;
}

/** "Q4 2026", of the quarter that a date falls into. */
export const formatQuarter = (date: PlainDate): string =>
  `Q${Math.floor((Number(monthOf(date).slice(5)) - 1) / 3) + 1} ${date.slice(0, 4)}`;

/** The date on the calendar at `instant` for people in `timeZone` (an IANA name). */
export function localDate(instant: Date, timeZone = 'Europe/London'): PlainDate {
  const parts = new Map<string, string>();
  for (const { type, value } of calendarIn(timeZone).formatToParts(instant)) parts.set(type, value);
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

/** "1 October 2026", or "1 Oct 2026" when short, in the order and words of the locale. */
export function formatDate(date: PlainDate, length: 'long' | 'short' = 'long', locale = 'en-GB'): string {
  return dateFormat(length, locale).format(utcMs(date));
}

/** "1 – 31 October 2026", "28 September – 3 October 2026" with thin spaces, or the date alone for a period of one day. */
export function formatPeriod(period: Period, length: 'long' | 'short' = 'long', locale = 'en-GB'): string {
  return dateFormat(length, locale).formatRange(utcMs(period.start), utcMs(lastDay(period)));
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(month: 'long' | 'short', locale: string): Intl.DateTimeFormat {
  const key = `${locale} ${month}`;
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' });
    dateFormats.set(key, format);
  }
  return format;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarIn(timeZone: string): Intl.DateTimeFormat {
  let calendar = calendars.get(timeZone);
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    calendars.set(timeZone, calendar);
  }
  return calendar;
}

function utcMs(date: PlainDate): number {
  if (!isPlainDate(date)) throw new RangeError(`${date} is not a date of the form YYYY-MM-DD`);
  return Date.parse(`${date}T00:00:00Z`);
}

function toPlainDate(ms: number): PlainDate {
  return new Date(ms).toISOString().slice(0, 10);
}
