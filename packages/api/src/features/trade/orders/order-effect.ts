import { type Minor, minorFromBigInt, monthOf, monthPeriod, type PlainDate } from '@steward/shared';
import { priceLine } from '../billing/index.ts';
import type { JudgedLine } from './judge-lines.ts';

/** By how much an order changes what is paid, in minor units, without VAT. */
export interface Effect {
  /** A whole month of it. */
  monthlyMinor: Minor;
  /** The invoice on which it first shows: the days up to the end of that month, and what is made good of months before. */
  firstInvoiceMinor: Minor;
}

interface Part {
  unitMinor: Minor;
  quantity: number;
  from: PlainDate;
}

/**
 * What the lines come to at one side. Equal services are priced as one, as on the invoice: unit price × quantity × days / days
 * of the month, rounded half up once. [B4]
 *
 * @param price what a line costs at this side per unit and month
 */
export function orderEffect(
  lines: readonly JudgedLine[],
  startsOn: PlainDate,
  today: PlainDate,
  price: (line: { unitMinor: Minor; unitCostMinor: Minor | null }) => Minor,
): Effect {
  const begins = new Map<string, Part>();
  const ends = new Map<string, Part>();
  const count = (
    parts: Map<string, Part>,
    product: string,
    unitMinor: Minor,
    quantity: number,
    from = startsOn,
  ) => {
    const key = `${product} ${unitMinor} ${from}`;
    parts.set(key, { unitMinor, quantity: quantity + (parts.get(key)?.quantity ?? 0), from });
  };
  for (const line of lines) {
    if (line.action !== 'END') count(begins, line.product, price(line), line.quantity);
    if (line.was) count(ends, line.was.product, price(line.was), line.was.quantity, line.endsOn ?? startsOn);
  }
  const monthly = (parts: Map<string, Part>): bigint =>
    [...parts.values()].reduce((sum, part) => sum + BigInt(part.unitMinor) * BigInt(part.quantity), 0n);
  const first = (parts: Map<string, Part>): bigint =>
    monthsUpTo(startsOn, today).reduce(
      (sum, month) =>
        [...parts.values()].reduce((inMonth, part) => inMonth + BigInt(charged(part, month)), sum),
      0n,
    );
  return {
    monthlyMinor: minorFromBigInt(monthly(begins) - monthly(ends)),
    firstInvoiceMinor: minorFromBigInt(first(begins) - first(ends)),
  };
}

const charged = ({ from, ...part }: Part, month: string): Minor =>
  priceLine(
    { description: '', ...part, vatRateBp: 0, activeFrom: from, activeUntilExclusive: null },
    monthPeriod(month),
  )?.netMinor ?? 0;

/** The month of the first day, and those that follow up to this one. */
function monthsUpTo(startsOn: PlainDate, today: PlainDate): string[] {
  const last = monthOf(today > startsOn ? today : startsOn);
  const months: string[] = [];
  for (let month = monthOf(startsOn); month <= last; month = monthOf(monthPeriod(month).endExclusive))
    months.push(month);
  return months;
}
