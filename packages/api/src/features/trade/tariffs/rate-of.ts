/** What a call to a zone costs in one band; money in millionths of the currency's main unit. */
export interface BandRate {
  band: string;
  /** Minutes of the week in London, Monday at midnight being 0. */
  times: readonly { fromMinute: number; untilMinute: number }[];
  perMinuteMicro: number;
  accessMicro: number;
  connectionMicro: number;
  minimumSeconds: number;
  firstIncrement: number;
  nextIncrement: number;
}

/** A stretch of a call within one band, in charged seconds. */
export interface CallSegment {
  band: string;
  /** Charged seconds that lie in it. */
  seconds: number;
  /** Of them those that a bundle has. */
  bundleSeconds: number;
  /** The call and the access charge together. */
  perMinuteMicro: number;
}

export interface RatedCall {
  band: string;
  billedSeconds: number;
  bundleSeconds: number;
  /** Rounded once, half up, to a millionth of the main unit. */
  priceMicro: number;
  connectionMicro: number;
  segments: CallSegment[];
}

/** A number as tariffs know it: E.164 without its plus, or a short one as it is dialled; `dialled` in SQL. */
export function dialled(number: string): string {
  const digits = number.replace(/[ \-().]/g, '');
  if (digits.startsWith('+')) return digits.slice(1);
  if (digits.startsWith('00')) return digits.slice(2);
  return digits.startsWith('0') ? `44${digits.slice(1)}` : digits;
}

/** What is free to whoever calls: emergencies, 116 numbers and 080; of a number as `dialled` has it. */
export const isFreeCall = (digits: string): boolean => /^(4480.*|(44)?(999|112|116\d{3}))$/.test(digits);

/** How many seconds are charged of a call that lasted so many: at least the minimum, in whole increments. */
export function billedSeconds(lasted: number, rate: BandRate): number {
  if (lasted <= 0) return 0;
  const rest = Math.max(Math.max(lasted, rate.minimumSeconds) - rate.firstIncrement, 0);
  return rate.firstIncrement + Math.ceil(rest / rate.nextIncrement) * rate.nextIncrement;
}

/**
 * What a call costs in a zone. Minimum, increments and the connection fee, which comes once, are those of the band in which it
 * began; each increment after the minimum costs what holds when it begins. What a bundle has goes off before pricing, from the beginning.
 *
 * @param rates of bands that cover the week
 * @param bundled charged seconds that a bundle has left for it
 */
export function rateOf(rates: readonly BandRate[], startedAt: Date, seconds: number, bundled = 0): RatedCall {
  const first = rateAt(rates, startedAt.getTime());
  const billed = billedSeconds(seconds, first);
  const bundleSeconds = seconds >= first.minimumSeconds ? Math.min(billed, bundled) : 0;
  const cuts = cutsOf(rates, startedAt, seconds);
  const segments = cuts
    .map(({ at, offset }, i): CallSegment => {
      const since = billedSeconds(offset, first);
      const next = cuts[i + 1];
      const until = next ? billedSeconds(next.offset, first) : billed;
      const rate = rateAt(rates, at);
      return {
        band: rate.band,
        seconds: until - since,
        bundleSeconds: Math.min(until, bundleSeconds) - Math.min(since, bundleSeconds),
        perMinuteMicro: rate.perMinuteMicro + rate.accessMicro,
      };
    })
    .reduce(joined, [])
    .filter((segment) => segment.seconds > 0);
  const sixtieths = segments.reduce(
    (sum, segment) => sum + BigInt(segment.seconds - segment.bundleSeconds) * BigInt(segment.perMinuteMicro),
    0n,
  );
  const connectionMicro = billed > bundleSeconds ? first.connectionMicro : 0;
  return {
    band: first.band,
    billedSeconds: billed,
    bundleSeconds,
    priceMicro: connectionMicro + Number((2n * sixtieths + 60n) / 120n),
    connectionMicro,
    segments,
  };
}

/** Neighbours in the same band are one segment. */
function joined(done: CallSegment[], segment: CallSegment): CallSegment[] {
  const last = done.at(-1);
  if (last?.band !== segment.band) return [...done, segment];
  return [
    ...done.slice(0, -1),
    {
      ...last,
      seconds: last.seconds + segment.seconds,
      bundleSeconds: last.bundleSeconds + segment.bundleSeconds,
    },
  ];
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Where a call may come into another band: London is whole hours from UTC, and its clocks change on the hour. */
function cutsOf(
  rates: readonly BandRate[],
  startedAt: Date,
  seconds: number,
): { at: number; offset: number }[] {
  const start = startedAt.getTime();
  const cuts = [{ at: start, offset: 0 }];
  if (rates.length === 1) return cuts;
  const marks = new Set([0, ...rates.flatMap(({ times }) => times.map(({ fromMinute }) => fromMinute % 60))]);
  const inOrder = [...marks].sort((a, b) => a - b);
  for (let hour = Math.floor(start / HOUR_MS) * HOUR_MS; hour < start + seconds * 1000; hour += HOUR_MS)
    for (const mark of inOrder) {
      const at = hour + mark * MINUTE_MS;
      const offset = Math.ceil((at - start) / 1000);
      if (at > start && offset < seconds) cuts.push({ at, offset });
    }
  return cuts;
}

function rateAt(rates: readonly BandRate[], moment: number): BandRate {
  const minute = weekMinute(moment);
  const found = rates.find(({ times }) =>
    times.some(({ fromMinute, untilMinute }) => fromMinute <= minute && minute < untilMinute),
  );
  if (!found) throw new Error(`No band covers minute ${minute} of the week.`);
  return found;
}

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The minute of the week that clocks in London show. */
export function weekMinute(moment: number): number {
  const parts = new Map(LONDON.formatToParts(moment).map(({ type, value }) => [type, value]));
  const day = DAYS.indexOf(parts.get('weekday') ?? '');
  return day * 1440 + Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
}
