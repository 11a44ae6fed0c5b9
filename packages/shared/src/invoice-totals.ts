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
 * How an issuer brings VAT to whole pennies: of the sum of each rate to the nearest, a half up; of that sum down; or of each line to the
 * nearest. HMRC allows the second to invoice traders, not to retailers (VATREC12010, VATREC12020).
 */
export type VatRounding = 'NEAREST' | 'DOWN' | 'EACH_LINE';

/** The VAT of what is taxed at one rate, given line by line. The same in PostgreSQL is `roundedVat` of billing. */
export function vatOn(netsMinor: readonly Minor[], vatRateBp: number, rounding: VatRounding): Minor {
  if (rounding === 'EACH_LINE' && netsMinor.length > 1)
    return sumMinor(netsMinor.map((net) => vatOn([net], vatRateBp, rounding)));
  const exact = BigInt(sumMinor(netsMinor)) * BigInt(vatRateBp);
  return minorFromBigInt(rounding === 'DOWN' ? exact / 10_000n : roundHalfUp(exact, 10_000n));
}

/**
 * Adds up an invoice. VAT is reckoned for each rate and rounded to a penny there, as its issuer does: to the nearest is what EN 16931
 * asks for (BR-CO-17), which forgives less than a pound; the VAT of the invoice is the sum of the rates (BR-CO-14).
 *
 * A line may be less than nothing, such as a discount; the VAT of a rate is not. No lines give totals of zero. Throws RangeError for an amount that is not
 * a whole number, and for a rate that is negative or none.
 */
export function totalInvoice(lines: Iterable<TaxedLine>, rounding: VatRounding = 'NEAREST'): InvoiceTotals {
  const netsByRate = new Map<number, Minor[]>();
  for (const { netMinor, vatRateBp } of lines) {
    const rate = notNegative(vatRateBp, 'VAT rate');
    const nets = netsByRate.get(rate) ?? [];
    nets.push(netMinor);
    netsByRate.set(rate, nets);
  }
  const vat = [...netsByRate]
    .sort(([a], [b]) => b - a)
    .map(([vatRateBp, nets]) => ({
      vatRateBp,
      netMinor: sumMinor(nets),
      vatMinor: Math.max(0, vatOn(nets, vatRateBp, rounding)),
    }));
  const netMinor = sumMinor(vat.map((subtotal) => subtotal.netMinor));
  const vatMinor = sumMinor(vat.map((subtotal) => subtotal.vatMinor));
  return { vat, netMinor, vatMinor, grossMinor: sumMinor([netMinor, vatMinor]) };
}
