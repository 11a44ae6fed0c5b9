import { type Minor, monthOf, monthPeriod, wholeMonths } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';
import { type DebitLine, priceLine } from '../billing/index.ts';

/** A line of an invoice, as it was charged. */
export type CitedLine = Omit<DebitLine, 'citedLineId'> & {
  id: string;
  /** It is of no month: there is no price of it to charge more by. */
  once: boolean;
};

/** More of a line: so many of it at its own price for its days, or an amount, net. */
export interface MoreOfLine {
  lineId: string;
  quantity: number | null;
  netMinor: Minor | null;
}

/** Whole pence and units of one line at most, which is what a line can hold. */
export const MOST_OF_LINE = 2_000_000_000;

/** What a debit note charges, with the VAT of the lines it cites. Throws INVALID_INPUT at the line that is none, or comes to nothing. [B6] */
export function debitOf(
  lines: readonly CitedLine[],
  given: readonly MoreOfLine[],
): (DebitLine & { citedLineId: string })[] {
  const seen = new Set<string>();
  return given.map(({ lineId, quantity, netMinor }, i) => {
    const line = lines.find(({ id }) => id === lineId);
    if (!line) throw invalid(`lines.${i}.lineId`, 'Must be a line of this invoice.');
    if (seen.has(lineId)) throw invalid(`lines.${i}.lineId`, 'Must be named once.');
    seen.add(lineId);
    if ((quantity === null) === (netMinor === null))
      throw invalid(`lines.${i}.quantity`, 'Give either a quantity or an amount.');
    const { id: citedLineId, once, ...cited } = line;
    if (netMinor !== null) return { ...cited, citedLineId, quantity: 1, unitPriceMinor: netMinor, netMinor };
    if (once)
      throw invalid(`lines.${i}.quantity`, `Give an amount: “${line.description}” has no price for a month.`);
    const more = { ...cited, citedLineId, quantity: quantity ?? 0 };
    const days = { start: line.from, endExclusive: line.to };
    const months = wholeMonths(days);
    const priced = priceLine(
      {
        description: line.description,
        unitMinor: line.unitPriceMinor,
        // So many months of each, where it was charged for several.
        quantity: more.quantity * Math.max(1, months),
        vatRateBp: line.vatRateBp,
        activeFrom: line.from,
        activeUntilExclusive: line.to,
      },
      months > 1 ? days : monthPeriod(monthOf(line.from)),
    );
    if (!priced?.netMinor)
      throw invalid(`lines.${i}.quantity`, `More of “${line.description}” costs nothing. Give an amount.`);
    if (priced.netMinor > MOST_OF_LINE)
      throw invalid(`lines.${i}.quantity`, 'Must be less: this comes to too much.');
    return { ...more, netMinor: priced.netMinor };
  });
}
