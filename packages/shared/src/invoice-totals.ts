import { type Minor, minorFromBigInt, notNegative, sumMinor } from './money.ts';

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
 * Adds up an invoice. VAT is reckoned on the net sum of each rate, and the VAT of the whole invoice is rounded down to a
 * penny once, which HMRC permits for the total only (VATREC12010). The subtotals by rate are whole pennies that add up
 * to it: each is rounded down, and the pennies then missing go to the rates with the largest fractions.
 *
 * No lines give totals of zero. Throws RangeError for an amount or rate that is negative or not a whole number.
 */
export function totalInvoice(lines: Iterable<TaxedLine>): InvoiceTotals {
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
