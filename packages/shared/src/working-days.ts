import { addDays, type PlainDate } from './period.ts';

export const UK_REGIONS = ['ENGLAND_AND_WALES', 'SCOTLAND', 'NORTHERN_IRELAND'] as const;
/** A part of the United Kingdom with bank holidays of its own. */
export type UkRegion = (typeof UK_REGIONS)[number];

/** The working day that is so many after a date: weekends and bank holidays are none. */
export function addWorkingDays(date: PlainDate, days: number, region?: UkRegion): PlainDate {
  let day = date;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, region)) left -= 1;
  }
  return day;
}

/** The date itself if it is a working day, otherwise the next. */
export function nextWorkingDay(date: PlainDate, region?: UkRegion): PlainDate {
  return isWorkingDay(date, region) ? date : addWorkingDays(date, 1, region);
}

/**
 * Whether banks work on a day in a part of the United Kingdom: the holidays that come every year, and those that were
 * proclaimed for one (gov.uk/bank-holidays).
 */
export function isWorkingDay(date: PlainDate, region: UkRegion = 'ENGLAND_AND_WALES'): boolean {
  return ![0, 6].includes(weekday(date)) && !bankHolidays(Number(date.slice(0, 4)), region).includes(date);
}

/** 0 is Sunday. */
const weekday = (date: PlainDate): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** Holidays of one year only, for all parts: the jubilee and the state funeral of 2022, the coronation of 2023. */
const PROCLAIMED: readonly PlainDate[] = ['2022-06-03', '2022-09-19', '2023-05-08'];
/** The day after Scotland’s first match of the World Cup. */
const PROCLAIMED_IN_SCOTLAND: readonly PlainDate[] = ['2026-06-15'];
/** Those of every year that were moved: to the anniversary of the end of the war in 2020, to the jubilee in 2022. */
const MOVED: Readonly<Record<PlainDate, PlainDate>> = {
  '2020-05-04': '2020-05-08',
  '2022-05-30': '2022-06-02',
};

const bankHolidaysOf = new Map<string, readonly PlainDate[]>();

function bankHolidays(year: number, region: UkRegion): readonly PlainDate[] {
  const key = `${region} ${year}`;
  const known = bankHolidaysOf.get(key) ?? [
    ...yearly(year, region).map((date) => MOVED[date] ?? date),
    ...PROCLAIMED,
    ...(region === 'SCOTLAND' ? PROCLAIMED_IN_SCOTLAND : []),
  ];
  bankHolidaysOf.set(key, known);
  return known;
}

function yearly(year: number, region: UkRegion): PlainDate[] {
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
  const easterMonday = addDays(easter, 1);
  const [christmas, boxing] = [day('12-25'), day('12-26')];
  const lastOfAugust = lastMonday(day('08-31'));
  const own: Record<UkRegion, () => PlainDate[]> = {
    ENGLAND_AND_WALES: () => [...madeUp(day('01-01')), easterMonday, lastOfAugust],
    SCOTLAND: () => [
      ...madeUp(day('01-01'), day('01-02')),
      firstMonday(day('08-01')),
      ...madeUp(day('11-30')),
    ],
    NORTHERN_IRELAND: () => [
      ...madeUp(day('01-01')),
      ...madeUp(day('03-17')),
      easterMonday,
      ...madeUp(day('07-12')),
      lastOfAugust,
    ],
  };
  return [
    ...own[region](),
    addDays(easter, -2),
    firstMonday(day('05-01')),
    lastMonday(day('05-31')),
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

const NORTHERN_IRISH = /^BT\d/;
/** Towns on the English side of the Tweed have a Scottish area's postcodes. */
const ENGLISH_ALL_THE_SAME = /^TD15/;
const SCOTTISH = /^(AB|DD|DG|EH|FK|G|HS|IV|KA|KW|KY|ML|PA|PH|TD|ZE)\d/;

/** The part of the United Kingdom in which a postcode lies; one that is foreign counts as England and Wales. */
export function regionOfPostcode(postcode: string): UkRegion {
  const text = postcode.toUpperCase();
  if (NORTHERN_IRISH.test(text)) return 'NORTHERN_IRELAND';
  return SCOTTISH.test(text) && !ENGLISH_ALL_THE_SAME.test(text) ? 'SCOTLAND' : 'ENGLAND_AND_WALES';
}
