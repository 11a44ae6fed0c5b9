import { type Minor, minorFromBigInt, notNegative, roundHalfUp, sumMinor } from './money.ts';

/** What VAT is reckoned on. */
export interface TaxedLine {
  netMinor: Minor;
  /** VAT in basis points: 2000 is 20 %. */
  vatRateBp: number;
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
 * Adds up an invoice. VAT is reckoned on the net sum of each rate and rounded to a penny there, a half up, as EN 16931 does
 * (BR-CO-17); the VAT of the invoice is the sum of the rates (BR-CO-14). The same in PostgreSQL is `round(net * rate / 10000)`.
 *
 * A line may be less than nothing, such as a discount. No lines give totals of zero. Throws RangeError for an amount that is not
 * a whole number, and for a rate that is negative or none.
 */
export function totalInvoice(lines: Iterable<TaxedLine>): InvoiceTotals {
  const netByRate = new Map<number, Minor>();
  for (const { netMinor, vatRateBp } of lines) {
    const rate = notNegative(vatRateBp, 'VAT rate');
    netByRate.set(rate, sumMinor([netByRate.get(rate) ?? 0, netMinor]));
  }
  const vat = [...netByRate]
    .sort(([a], [b]) => b - a)
    .map(([vatRateBp, netMinor]) => ({
      vatRateBp,
      netMinor,
      vatMinor: minorFromBigInt(roundHalfUp(BigInt(netMinor) * BigInt(vatRateBp), 10_000n)),
    }));
  const netMinor = sumMinor(netByRate.values());
  const vatMinor = sumMinor(vat.map((subtotal) => subtotal.vatMinor));
  return { vat, netMinor, vatMinor, grossMinor: sumMinor([netMinor, vatMinor]) };
}
