/** What one rate of an invoice comes to, in minor units. */
export interface VatRate {
  /** Hundredths of a per cent: 2000 is 20 %. */
  vatRateBp: number;
  netMinor: number;
  vatMinor: number;
}

interface TaxedLine {
  netMinor: number;
  vatRateBp: number;
}

/**
 * The net and VAT of each rate on an invoice, highest rate first. The VAT of the whole was rounded once when the invoice
 * was made; each rate is rounded down, and the pennies then missing go to the rates with the largest fractions, so that
 * the rates add up to it.
 *
 * @param vatMinor the VAT of the whole invoice
 */
export function vatSummary(lines: readonly TaxedLine[], vatMinor: number): VatRate[] {
  const net = new Map<number, number>();
  for (const line of lines) net.set(line.vatRateBp, (net.get(line.vatRateBp) ?? 0) + line.netMinor);
  const rates = [...net].map(([vatRateBp, netMinor]) => {
    const exact = (netMinor * vatRateBp) / 10_000;
    return { vatRateBp, netMinor, vatMinor: Math.floor(exact), fraction: exact - Math.floor(exact) };
  });
  let missing = vatMinor - rates.reduce((sum, rate) => sum + rate.vatMinor, 0);
  for (const rate of rates.toSorted((a, b) => b.fraction - a.fraction)) {
    if (missing <= 0) break;
    rate.vatMinor += 1;
    missing -= 1;
  }
  return rates
    .toSorted((a, b) => b.vatRateBp - a.vatRateBp)
    .map(({ vatRateBp, netMinor, vatMinor }) => ({ vatRateBp, netMinor, vatMinor }));
}
