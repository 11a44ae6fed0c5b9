import { monthPeriod, type PlainDate } from '@steward/shared';

/** A number as a fraction, so that nothing is rounded but where the product says that it rounds. */
export class Fraction {
  readonly #over: bigint;
  readonly #under: bigint;

  constructor(over: number | bigint, under: number | bigint = 1) {
    this.#over = BigInt(over);
    this.#under = BigInt(under);
  }

  times = (factor: number, by = 1): Fraction =>
    new Fraction(this.#over * BigInt(factor), this.#under * BigInt(by));
  /** A whole number, half a unit up. */
  rounded = (): number => Number((2n * this.#over + this.#under) / (2n * this.#under));
  /** A whole number, never up. */
  floor = (): number => Number(this.#over / this.#under);
}

export type Side = 'WHOLESALE' | 'RETAIL';
export type Rounding = 'NEAREST' | 'EACH_LINE' | 'DOWN';

/** So many of something, supplied to one company from one day to before another, at the prices agreed for these days. */
export interface Supplied {
  company: string;
  reseller: string | null;
  quantity: number;
  retail: number;
  wholesale: number;
  from: PlainDate;
  until: PlainDate | null;
}

export interface Expected {
  net: number;
  vat: number;
}

/** Milliseconds of a day: days are counted by hand here. */
const DAY = 86_400_000;
const days = (from: PlainDate, until: PlainDate): number => (Date.parse(until) - Date.parse(from)) / DAY;
const later = (one: PlainDate, other: PlainDate): PlainDate => (one > other ? one : other);
const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other);

/** What a bookkeeper who knows nothing of the product would write down of the same story, reckoned from what was agreed alone. */
export class Books {
  readonly #supplied: Supplied[] = [];
  readonly #besides: { customer: string; month: string; net: number }[] = [];

  begin(supplied: Supplied): Supplied {
    this.#supplied.push(supplied);
    return supplied;
  }

  /** Something of it is other from a day on: what it was ends there. */
  change(what: Supplied, from: PlainDate, to: Partial<Supplied>): Supplied {
    const next = { ...what, ...to, from };
    what.until = from;
    return this.begin(next);
  }

  /** What a customer's invoice of a month has beside, or less. */
  add(customer: string, month: string, net: Fraction | number): void {
    this.#besides.push({ customer, month, net: typeof net === 'number' ? net : net.rounded() });
  }

  /** The month's invoice to a customer, at the VAT of the day on which it is issued; undefined if there is nothing to charge. */
  invoice(
    customer: string,
    side: Side,
    month: string,
    issuedOn: PlainDate,
    rounding: Rounding,
  ): Expected | undefined {
    const { start, endExclusive } = monthPeriod(month);
    const alike = new Map<string, { each: Fraction; quantity: number }>();
    for (const one of this.#supplied) {
      if ((side === 'RETAIL' ? one.company : one.reseller) !== customer) continue;
      const [from, until] = [later(one.from, start), earlier(one.until ?? endExclusive, endExclusive)];
      if (from >= until) continue;
      const unit = side === 'RETAIL' ? one.retail : one.wholesale;
      const key = `${unit} ${from} ${until}`;
      const each = new Fraction(unit).times(days(from, until), days(start, endExclusive));
      alike.set(key, { each, quantity: (alike.get(key)?.quantity ?? 0) + one.quantity });
    }
    const lines = [...alike.values()].map(({ each, quantity }) => each.times(quantity).rounded());
    for (const beside of this.#besides)
      if (beside.customer === customer && beside.month === month) lines.push(beside.net);
    if (!lines.length) return undefined;
    const net = lines.reduce((sum, line) => sum + line, 0);
    return { net, vat: vatOn(lines, issuedOn, rounding) };
  }
}

/** The standard rate of the time, in per mille: 17.5 % until 3 January 2011, 20 % since. */
const rateOn = (day: PlainDate): number => (day < '2011-01-04' ? 175 : 200);

export function vatOn(lines: readonly number[], day: PlainDate, rounding: Rounding): number {
  const of = (net: number) => new Fraction(net).times(rateOn(day), 1000);
  if (rounding === 'EACH_LINE') return lines.reduce((sum, line) => sum + of(line).rounded(), 0);
  const all = of(lines.reduce((sum, line) => sum + line, 0));
  return rounding === 'DOWN' ? all.floor() : all.rounded();
}
