import { formatMoney, type Minor, type VatRounding, vatOn } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';
import type { VatCategory } from '../billing/index.ts';

/** A line of an invoice, with what has been credited of it before; declined notes do not count. */
export interface CreditableLine {
  id: string;
  position: number;
  description: string;
  netMinor: Minor;
  vatRateBp: number;
  vatCategory: VatCategory;
  vatReason: string | null;
  creditedNetMinor: Minor;
  creditedVatMinor: Minor;
}

/** What is to be credited of a line. */
export interface Credited {
  line: CreditableLine;
  netMinor: Minor;
  vatMinor: Minor;
}

/**
 * What a note credits, with its VAT: of each rate, the VAT of all that will have been credited, rounded as on the invoice, less what
 * has been; where that was rounded line by line, of each line. So the VAT of all notes of an invoice is, in the end, the VAT of that invoice to the penny. It throws
 * INVALID_INPUT at `lines.0.netMinor` for what is not left of a line. [B6]
 *
 * @param invoiceVatMinor never is more credited than this
 */
export function creditOf(
  lines: readonly CreditableLine[],
  given: readonly { lineId: string; netMinor: Minor }[],
  {
    invoiceVatMinor,
    rounding,
    currency,
  }: { invoiceVatMinor: Minor; rounding: VatRounding; currency: string },
): Credited[] {
  const seen = new Set<string>();
  const rates = new Map<string, { net: Minor; vat: Minor }>();
  const rateOf = ({ id, vatRateBp, vatCategory }: CreditableLine): string =>
    rounding === 'EACH_LINE' ? id : `${vatCategory} ${vatRateBp}`;
  let left = invoiceVatMinor;
  let netLeft = 0;
  for (const line of lines) {
    const rate = rates.get(rateOf(line)) ?? { net: 0, vat: 0 };
    rates.set(rateOf(line), {
      net: rate.net + line.creditedNetMinor,
      vat: rate.vat + line.creditedVatMinor,
    });
    left -= line.creditedVatMinor;
    netLeft += line.netMinor - line.creditedNetMinor;
  }
  // What was let off is no line that is credited, but there is less to credit for it.
  if (
    given.reduce((sum, { netMinor }) => sum + netMinor, 0) > netLeft &&
    lines.some(({ netMinor }) => netMinor < 0)
  )
    throw invalid(
      'lines',
      `Must come to at most ${formatMoney(netLeft, currency)} net: less was charged than the lines, for what was let off.`,
    );
  return given.map(({ lineId, netMinor }, i) => {
    const line = lines.find(({ id }) => id === lineId);
    if (!line) throw invalid(`lines.${i}.lineId`, 'Must be a line of this invoice.');
    if (seen.has(lineId)) throw invalid(`lines.${i}.lineId`, 'Must be named once.');
    seen.add(lineId);
    const most = line.netMinor - line.creditedNetMinor;
    if (netMinor > most)
      throw invalid(
        `lines.${i}.netMinor`,
        most > 0
          ? `Must be at most ${formatMoney(most, currency)}, which is what is left of “${line.description}”.`
          : `All of “${line.description}” has been credited already.`,
      );
    const rate = rates.get(rateOf(line)) as { net: Minor; vat: Minor };
    rate.net += netMinor;
    const vatMinor = Math.max(0, Math.min(left, vatOn([rate.net], line.vatRateBp, rounding) - rate.vat));
    rate.vat += vatMinor;
    left -= vatMinor;
    return { line, netMinor, vatMinor };
  });
}
