import { csvFile } from '@steward/shared';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { download } from '../../../lib/download.ts';

export const WhatIfDocument = graphql(`
  query WhatIf($companyId: ID!, $tariffVersionId: ID!, $firstMonth: Date!, $lastMonth: Date!) {
    whatIf(
      companyId: $companyId
      tariffVersionId: $tariffVersionId
      firstMonth: $firstMonth
      lastMonth: $lastMonth
    ) {
      side
      currency
      rows {
        month
        zone
        calls
        minutes
        chargedMicro
        wouldBeMicro
        differenceMicro
        otherSideMicro
        unknownCalls
        unknownMicro
      }
    }
  }
`);

export type Comparison = ResultOf<typeof WhatIfDocument>['whatIf'];
type Row = Comparison['rows'][number];

/** Pence of both prices and, if it is known of all, of the other side; rounded, so that what is shown adds up. */
export interface Sum {
  key: string;
  calls: number;
  minutes: number;
  charged: number;
  wouldBe: number;
  otherSide: number | null;
}

const pence = (micro: number): number => Math.round(micro / 10_000);

/** The sums of what has something in common: its month, or its zone. */
export function sumsBy(rows: readonly Row[], of: 'month' | 'zone'): Sum[] {
  return [...Map.groupBy(rows, (row) => row[of])].map(([key, together]) => {
    const sum = (field: 'calls' | 'minutes' | 'chargedMicro' | 'wouldBeMicro') =>
      together.reduce((total, row) => total + row[field], 0);
    const known = together.filter(({ calls }) => calls > 0);
    return {
      key,
      calls: sum('calls'),
      minutes: sum('minutes'),
      charged: pence(sum('chargedMicro')),
      wouldBe: pence(sum('wouldBeMicro')),
      otherSide: known.some(({ otherSideMicro }) => otherSideMicro === null)
        ? null
        : pence(known.reduce((total, { otherSideMicro }) => total + (otherSideMicro ?? 0), 0)),
    };
  });
}

const amount = (micro: number | null): string => (micro === null ? '' : (micro / 1_000_000).toFixed(6));

/** Saves months and zones as a CSV file; text that a spreadsheet would run is neutralised [S62]. */
export function downloadWhatIf(name: string, { currency, side, rows }: Comparison): void {
  const other = side === 'WHOLESALE' ? 'Charged at retail' : 'Charged at wholesale';
  const file = csvFile(
    [
      ...[
        'Month',
        'Zone',
        'Calls',
        'Minutes',
        'Currency',
        'As charged',
        'As it would be',
        'Difference',
        other,
      ],
      ...['Calls without a price', 'Charged for those'],
    ],
    rows.map((row) => [
      row.month.slice(0, 7),
      row.zone,
      row.calls,
      row.minutes,
      currency,
      amount(row.chargedMicro),
      amount(row.wouldBeMicro),
      Number(amount(row.differenceMicro)),
      amount(row.otherSideMicro),
      row.unknownCalls,
      amount(row.unknownMicro),
    ]),
  );
  download(`What if ${name}.csv`, new Blob([file]), 'text/csv');
}
