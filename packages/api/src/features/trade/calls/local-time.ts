const HOUR_MS = 3_600_000;

/** Turns times of a clock that hangs in a place into moments. Remembers what it found, for a file has millions in few hours. */
export class LocalTime {
  readonly #offsets = new Map<number, number>();
  readonly #format: Intl.DateTimeFormat;
  /** The minute that was asked for last, as it was written, and when it began: neighbours in a file are of the same one. */
  #minute = { text: '', from: 0 };

  /** Throws RangeError for a zone that is not known. */
  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  /**
   * Milliseconds of a time such as 2026-11-30 09:30:00, 30/11/2026 09:30, one with its own zone, or seconds since 1970; undefined if it is
   * none. An hour that comes twice is the first, one that is left out goes on from the one before.
   */
  momentOf(text: string): number | undefined {
    const second = secondIn(text);
    if (second === undefined) return this.#read(text);
    const minute = text.slice(0, MINUTE);
    if (minute !== this.#minute.text) {
      const from = this.#read(minute);
      if (from === undefined) return undefined;
      this.#minute = { text: minute, from };
    }
    return this.#minute.from + second * 1000;
  }

  #read(text: string): number | undefined {
    const epoch = /^\d{9,10}(?:\.\d+)?$/.exec(text);
    if (epoch) return Math.floor(Number(text)) * 1000;
    const [, year, month, day, british, hour, minute, second, zone] = TIME.exec(text) ?? [];
    if (!hour) return undefined;
    const [d, m, y] = british ? british.split('/') : [day, month, year];
    const local = Date.UTC(
      Number(y),
      Number(m) - 1,
      Number(d),
      Number(hour),
      Number(minute),
      Number(second ?? 0),
    );
    const is = new Date(local);
    if (
      is.getUTCDate() !== Number(d) ||
      is.getUTCMonth() !== Number(m) - 1 ||
      Number(hour) > 23 ||
      Number(minute) > 59
    )
      return undefined;
    if (zone) return local - offsetIn(zone);
    // Before a change of the clock its former offset holds, so the earlier of two moments is found first.
    const early = local - this.#offsetAt(local - 24 * HOUR_MS);
    if (early + this.#offsetAt(early) === local) return early;
    return local - this.#offsetAt(local - this.#offsetAt(local));
  }

  /** Milliseconds by which the place is ahead of UTC at a moment; it changes at whole quarters of an hour only. */
  #offsetAt(ms: number): number {
    const quarter = Math.floor(ms / (HOUR_MS / 4));
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      const parts = this.#format.formatToParts(new Date(quarter * (HOUR_MS / 4)));
      offset = offsetIn(parts.find(({ type }) => type === 'timeZoneName')?.value.slice(3) || 'Z');
      this.#offsets.set(quarter, offset);
    }
    return offset;
  }
}

const TIME =
  /^(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2}\/\d{1,2}\/\d{4}))[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$/;

/** How long a time is without its seconds, 2026-11-30 09:30. */
const MINUTE = 16;

/** The second of a time that says it behind its minute and says no more; none of any other. */
function secondIn(text: string): number | undefined {
  if (text.length !== MINUTE + 3 || text[MINUTE] !== ':') return undefined;
  const tens = text.charCodeAt(MINUTE + 1) - 48;
  const ones = text.charCodeAt(MINUTE + 2) - 48;
  return tens >= 0 && tens < 6 && ones >= 0 && ones < 10 ? 10 * tens + ones : undefined;
}

function offsetIn(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return hours ? (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000) : 0;
}
