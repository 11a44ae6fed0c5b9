import { addDays, type PlainDate } from './period.ts';

/** The working day that is so many after a date, by the banks of England and Wales: weekends and bank holidays are none. */
export function addWorkingDays(date: PlainDate, days: number): PlainDate {
  let day = date;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** Whether banks in England and Wales work on a day; of holidays those that come every year (gov.uk/bank-holidays). */
export function isWorkingDay(date: PlainDate): boolean {
  return ![0, 6].includes(weekday(date)) && !bankHolidays(Number(date.slice(0, 4))).includes(date);
}

/** 0 is Sunday. */
const weekday = (date: PlainDate): number => new Date(`${date}T00:00:00Z`).getUTCDay();

function bankHolidays(year: number): PlainDate[] {
  const day = (monthAndDay: string): PlainDate => `${year}-${monthAndDay}`;
  const firstMonday = (date: PlainDate): PlainDate => addDays(date, (8 - weekday(date)) % 7);
  const lastMonday = (date: PlainDate): PlainDate => addDays(date, -((weekday(date) + 6) % 7));
  // One at a weekend is made up for on the next day that is none.
  const madeUp = (...dates: PlainDate[]): PlainDate[] => {
    const taken: PlainDate[] = [];
    for (const date of dates) {
      let free = date;
      while ([0, 6].includes(weekday(free)) || taken.includes(free)) free = addDays(free, 1);
      taken.push(free);
    }
    return taken;
  };
  const easter = easterSunday(year);
  const [christmas, boxing] = [day('12-25'), day('12-26')];
  return [
    ...madeUp(day('01-01')),
    addDays(easter, -2),
    addDays(easter, 1),
    firstMonday(day('05-01')),
    lastMonday(day('05-31')),
    lastMonday(day('08-31')),
    // A Christmas Day at a weekend gives way to Boxing Day if that is a Monday.
    ...(weekday(christmas) === 0 ? [boxing, addDays(boxing, 1)] : madeUp(christmas, boxing)),
  ];
}

/** By the Gregorian computus (Meeus, Jones and Butcher). */
function easterSunday(year: number): PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const days = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1)).toISOString().slice(0, 10);
}
