import { csvFile } from '@steward/shared';
import { PAPER_HEADS, type RecordPaper } from './record-words.ts';

/** A record as CSV: a row for each purpose, recipient, controller and measure, with which it is in the first column. [D6] [S62] */
export function recordCsv({ activities, recipients, onBehalfOf, measures, ...head }: RecordPaper): string {
  const width = PAPER_HEADS.activities.length;
  const row = (what: string, cells: readonly string[]): string[] => [
    what,
    ...cells,
    ...Array<string>(width - cells.length).fill(''),
  ];
  const part = (what: string, heads: readonly string[], rows: readonly string[][]) =>
    rows.length ? [row(what, heads), ...rows.map((cells) => row(what, cells))] : [];
  return csvFile(
    [head.title, head.name, ...Array<string>(width - 1).fill('')],
    [
      ...head.facts.map((fact) => row('About', [fact])),
      ...part('Purpose', PAPER_HEADS.activities, activities),
      ...part('Recipient', PAPER_HEADS.recipients, recipients),
      ...part('Controller', PAPER_HEADS.onBehalfOf, onBehalfOf),
      ...measures.map((measure) => row('Measure', [measure])),
    ],
  );
}
