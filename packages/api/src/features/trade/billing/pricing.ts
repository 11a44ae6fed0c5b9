import type { Minor, Period, PlainDate } from '@steward/shared';
import { daysIn, minorFromBigInt, notNegative, overlap, roundHalfUp } from '@steward/shared';

/** What a supply asks for: so many of a product, at one price, over the same days. */
export interface Charge {
  description: string;
  /** Net price of one unit for a whole billing period, in minor units. */
  unitMinor: Minor;
  quantity: number;
  /** VAT in basis points: 2000 is 20 %. */
  vatRateBp: number;
  /** First day that is charged. */
  activeFrom: PlainDate;
  /** First day that is no longer charged; null while nothing has ended it. */
  activeUntilExclusive: PlainDate | null;
}

/** A charge as it stands on an invoice. */
export interface PricedLine {
  description: string;
  unitMinor: Minor;
  quantity: number;
  vatRateBp: number;
  /** The days of the billing period that are charged. */
  period: Period;
  days: number;
  /** The days of the whole billing period. */
  periodDays: number;
  netMinor: Minor;
}

/**
 * Prices a charge for a billing period, prorated to the day, or returns null when it is active on none of its days.
 *
 * Net = unit price × quantity × active days / days of the period, rounded half up once, at the end. So a full period is
 * exactly unit price × quantity; the lines of a period cut in two add up to the full amount or one penny more, never
 * less; cut in n they are at most n/2 pennies away from it. The same expression in PostgreSQL is
 * `round(unit_minor::numeric * quantity * days / period_days)`.
 *
 * Throws RangeError for a price, quantity or rate that is negative or not a whole number.
 */
export function priceLine(charge: Charge, period: Period): PricedLine | null {
  const { description } = charge;
  const unitMinor = notNegative(charge.unitMinor, 'unit price');
  const quantity = notNegative(charge.quantity, 'quantity');
  const vatRateBp = notNegative(charge.vatRateBp, 'VAT rate');
  const active = overlap(period, charge.activeFrom, charge.activeUntilExclusive);
  if (!active) return null;
  const days = daysIn(active);
  const periodDays = daysIn(period);
  const exact = BigInt(unitMinor) * BigInt(quantity) * BigInt(days);
  const netMinor = minorFromBigInt(roundHalfUp(exact, BigInt(periodDays)));
  return { description, unitMinor, quantity, vatRateBp, period: active, days, periodDays, netMinor };
}
