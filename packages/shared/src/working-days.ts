import { addDays, type Month, type PlainDate } from './period.ts';

const SATURDAY = 6;
const SUNDAY = 0;
const MONDAY = 1;

const weekday = (day: PlainDate): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const isWeekend = (day: PlainDate): boolean => [SATURDAY, SUNDAY].includes(weekday(day));

/** Easter Sunday, by the rule of Meeus, Jones and Butcher. */
function easter(year: number): PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const days = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451);
  return addDays(`${year}-03-22`, days);
}

/** The first Monday from a day on. */
const mondayFrom = (day: PlainDate): PlainDate => addDays(day, (MONDAY - weekday(day) + 7) % 7);

/** The bank holidays of England and Wales in a year that come by rule; those that are proclaimed for once are not known. */
function bankHolidays(year: number): ReadonlySet<PlainDate> {
  const sunday = easter(year);
  const days = new Set([
    addDays(sunday, -2),
    addDays(sunday, 1),
    mondayFrom(`${year}-05-01`),
    mondayFrom(`${year}-05-25`),
    mondayFrom(`${year}-08-25`),
  ]);
  // One that falls on a weekend is made up for on the next day that is neither.
  for (const fixed of ['01-01', '12-25', '12-26']) {
    let day = `${year}-${fixed}`;
    while (isWeekend(day) || days.has(day)) day = addDays(day, 1);
    days.add(day);
  }
  return days;
}

/** Whether banks and offices in England and Wales work on a day. */
export const isWorkingDay = (day: PlainDate): boolean =>
  !isWeekend(day) && !bankHolidays(Number(day.slice(0, 4))).has(day);

/** The first day of a month on which banks and offices in England and Wales work. */
export function firstWorkingDay(month: Month): PlainDate {
  let day = `${month}-01`;
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}
