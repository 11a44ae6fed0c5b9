import { formatDate } from '@steward/shared';
import { renderPaper } from '../../../../kernel/pdf/paper.ts';
import type { DeletedTable } from './tenant-deletion.entity.ts';

/** What the report of a deletion says on paper. */
export interface DeletionPaper {
  reference: string;
  /** ISO date. */
  doneOn: string;
  gone: number;
  emptied: number;
  kept: number;
  keyDestroyedOn: string | null;
  tables: readonly DeletedTable[];
  digest: string;
}

const count = (rows: number): string => rows.toLocaleString('en-GB');

/** The report as an A4 PDF, tagged for screen readers; it names nobody. [S20] */
export function renderDeletion(paper: DeletionPaper): Promise<Buffer> {
  const { reference, doneOn, gone, emptied, kept, keyDestroyedOn, tables, digest } = paper;
  const stays = tables.filter((line) => line.kept + line.emptied > 0);
  const went = tables.filter((line) => !stays.includes(line));
  return renderPaper({
    title: 'Report of a deletion',
    name: reference,
    facts: [
      `Deleted on ${formatDate(doneOn)}: ${count(gone)} rows are gone, ${count(emptied)} were emptied, ${count(kept)} are kept.`,
      keyDestroyedOn
        ? `Its key was destroyed on ${formatDate(keyDestroyedOn)}: whatever is left under it, in copies too, cannot be read.`
        : 'Its key is destroyed once nothing must be kept that opens with it.',
    ],
    madeOn: doneOn,
    tables: [
      {
        columns: [
          { title: 'What stays', share: 22, strong: true },
          { title: 'Gone', share: 8 },
          { title: 'Emptied', share: 8 },
          { title: 'Kept', share: 8 },
          { title: 'Until', share: 14 },
          { title: 'Why', share: 40 },
        ],
        rows: stays.map((line) => [
          line.what,
          count(line.gone),
          count(line.emptied),
          count(line.kept),
          line.kept ? (line.until ? formatDate(line.until) : 'For good') : '–',
          line.why,
        ]),
      },
      {
        columns: [
          { title: 'What is gone', share: 40, strong: true },
          { title: 'Rows', share: 12 },
          { title: 'Why', share: 48 },
        ],
        rows: went.map((line) => [line.what, count(line.gone), line.why]),
      },
    ],
    list: {
      heading: 'That nothing in it was changed',
      lines: [`SHA-256, which stands in the audit log: ${digest}`],
    },
    foot: `Deletion of ${reference}, ${formatDate(doneOn)}`,
  });
}
