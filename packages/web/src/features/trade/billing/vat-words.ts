import { graphql, type ResultOf } from '../../../data/graphql.ts';

/** What an invoice says of its VAT, a row for each rate and category, as it was reckoned at issue [B5]. */
export const vatSummary = graphql(`
  fragment VatSummary on Invoice @_unmask {
    vatBreakdown {
      vatRateBp
      vatCategory
      vatReason
      netMinor
      vatMinor
      notionalBp
      notionalMinor
    }
  }
`);
export type VatRow = ResultOf<typeof vatSummary>['vatBreakdown'][number];

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 });

/** Hundredths of a per cent as people write them: 2000 is "20%". */
export const rateWords = (basisPoints: number): string => percent.format(basisPoints / 10_000);

const UNTAXED: Partial<Record<VatRow['vatCategory'], string>> = {
  EXEMPT: 'exempt',
  REVERSE_CHARGE: 'reverse charge',
};

/** A rate, and why there is none where it is not just nought: "0% reverse charge". */
export function vatWords({ vatRateBp, vatCategory }: Pick<VatRow, 'vatRateBp' | 'vatCategory'>): string {
  return [rateWords(vatRateBp), UNTAXED[vatCategory]].filter(Boolean).join(' ');
}
