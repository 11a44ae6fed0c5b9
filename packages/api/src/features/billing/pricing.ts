import type { Minor, Period, PlainDate } from '@steward/shared';
import { daysIn, minorFromBigInt, minorUnits, overlap, roundHalfUp, sumMinor } from '@steward/shared';

/** What one subscription at one price and one quantity asks for. A change of either inside a month is two charges. */
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

export interface VatSubtotal {
  vatRateBp: number;
  netMinor: Minor;
  vatMinor: Minor;
}

export interface InvoiceTotals {
  /** One entry for each rate that occurs, highest rate first. */
  vat: VatSubtotal[];
  netMinor: Minor;
  vatMinor: Minor;
  grossMinor: Minor;
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

/**
 * Adds up an invoice. VAT is reckoned on the net sum of each rate, and the VAT of the whole invoice is rounded down to a
 * penny once, which HMRC permits for the total only (VATREC12010). The subtotals by rate are whole pennies that add up
 * to it: each is rounded down, and the pennies then missing go to the rates with the largest fractions.
 *
 * No lines give totals of zero. Throws RangeError for an amount or rate that is negative or not a whole number.
 */
export function totalInvoice(lines: Iterable<Pick<PricedLine, 'netMinor' | 'vatRateBp'>>): InvoiceTotals {
  const netByRate = new Map<number, Minor>();
  for (const { netMinor, vatRateBp } of lines) {
    const rate = notNegative(vatRateBp, 'VAT rate');
    netByRate.set(rate, sumMinor([netByRate.get(rate) ?? 0, notNegative(netMinor, 'net amount')]));
  }
  const vat = roundVatDown([...netByRate].sort(([a], [b]) => b - a));
  const netMinor = sumMinor(netByRate.values());
  const vatMinor = sumMinor(vat.map((subtotal) => subtotal.vatMinor));
  return { vat, netMinor, vatMinor, grossMinor: sumMinor([netMinor, vatMinor]) };
}

const wholeBp = 10_000n;

function roundVatDown(netByRate: [rate: number, netMinor: Minor][]): VatSubtotal[] {
  const shares = netByRate.map(([vatRateBp, netMinor]) => {
    const exact = BigInt(netMinor) * BigInt(vatRateBp);
    return { vatRateBp, netMinor, pennies: exact / wholeBp, fraction: exact % wholeBp };
  });
  let missing = shares.reduce((sum, share) => sum + share.fraction, 0n) / wholeBp;
  for (const share of shares.toSorted((a, b) => Number(b.fraction - a.fraction))) {
    if (missing === 0n) break;
    share.pennies += 1n;
    missing -= 1n;
  }
  return shares.map(({ vatRateBp, netMinor, pennies }) => ({
    vatRateBp,
    netMinor,
    vatMinor: minorFromBigInt(pennies),
  }));
}

function notNegative(value: number, name: string): number {
  if (minorUnits(value) < 0) throw new RangeError(`The ${name} must not be negative, got ${value}`);
  return value;
}
