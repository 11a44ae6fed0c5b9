export interface BandTime {
  fromMinute: number;
  untilMinute: number;
}

export const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export type Day = (typeof DAYS)[number];
const SHORT = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const DAY_MINUTES = 1_440;

/** When a band is, on some days from one time until another, as a row of the form says it. */
export interface BandRow {
  row: number;
  name: string;
  days: Day[];
  from: string;
  until: string;
}

export const clock = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** The parts of a band by the day: minutes of the week cut at each midnight. */
function byDay(times: readonly BandTime[]): { day: number; from: number; until: number }[] {
  return times.flatMap(({ fromMinute, untilMinute }) => {
    const parts = [];
    for (let at = fromMinute; at < untilMinute; ) {
      const day = Math.floor(at / DAY_MINUTES);
      const end = Math.min(untilMinute, (day + 1) * DAY_MINUTES);
      parts.push({ day, from: at - day * DAY_MINUTES, until: end - day * DAY_MINUTES });
      at = end;
    }
    return parts;
  });
}

/** Bands as rows, days with the same times together. */
export function rowsOf(bands: readonly { name: string; times: readonly BandTime[] }[]): BandRow[] {
  const rows = new Map<string, Omit<BandRow, 'row'>>();
  for (const { name, times } of bands)
    for (const { day, from, until } of byDay(times)) {
      const key = `${name} ${from} ${until}`;
      const at = rows.get(key) ?? { name, days: [], from: clock(from), until: clock(until) };
      at.days.push(DAYS[day] as Day);
      rows.set(key, at);
    }
  return [...rows.values()].map((row, i) => ({ ...row, row: i }));
}

/** Rows as the API takes them: all of one name are one band. */
export function bandsOf(
  rows: readonly BandRow[],
): { name: string; times: { days: Day[]; from: string; until: string }[] }[] {
  const bands = new Map<string, { days: Day[]; from: string; until: string }[]>();
  for (const { name, days, from, until } of rows)
    bands.set(name.trim(), [...(bands.get(name.trim()) ?? []), { days, from, until }]);
  return [...bands].map(([name, times]) => ({ name, times }));
}

export const WHOLE_WEEK = 'the whole week';

/** Days in words: `Mon–Fri`, `Sat, Sun`. */
export function daysText(days: readonly Day[]): string {
  const at = days.map((day) => DAYS.indexOf(day)).sort((a, b) => a - b);
  const [first = 0, last = 0] = [at[0], at.at(-1)];
  if (at.length > 2 && last - first === at.length - 1) return `${SHORT[first]}–${SHORT[last]}`;
  return at.map((day) => SHORT[day]).join(', ');
}

/** When a band is, in words: `Mon–Fri 08:00–18:00`. */
export function timesText(times: readonly BandTime[]): string {
  if (times.length === 1 && times[0]?.fromMinute === 0 && times[0].untilMinute === 7 * DAY_MINUTES)
    return WHOLE_WEEK;
  return rowsOf([{ name: '', times }])
    .map(({ days, from, until }) => {
      const named = daysText(days);
      return from === '00:00' && until === '24:00' ? `${named} all day` : `${named} ${from}–${until}`;
    })
    .join('; ');
}
