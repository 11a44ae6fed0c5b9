import { formatDate } from '@steward/shared';
import { type PaperTable, renderPaper } from '../../../kernel/pdf/paper.ts';
import { PAPER_HEADS, type RecordPaper } from './record-words.ts';

const HEADINGS = {
  activities: 'What is done',
  recipients: 'Who gets the data',
  onBehalfOf: 'On whose behalf',
};
const SHARES: Record<keyof typeof PAPER_HEADS, readonly number[]> = {
  activities: [16, 22, 18, 24, 20],
  recipients: [22, 36, 22, 20],
  onBehalfOf: [30, 50, 20],
};

/** A record of processing as an A4 PDF, tagged for screen readers; the same record gives the same bytes. [D6] */
export function renderRecordPdf(paper: RecordPaper): Promise<Buffer> {
  const { title, name, facts, madeOn, measures } = paper;
  const tables = (Object.keys(PAPER_HEADS) as (keyof typeof PAPER_HEADS)[]).flatMap((part): PaperTable[] => {
    if (!paper[part].length) return [];
    const columns = PAPER_HEADS[part].map((head, i) => ({
      title: head,
      share: SHARES[part][i] ?? 1,
      ...(i === 0 && { strong: true as const }),
    }));
    return [{ heading: HEADINGS[part], columns, rows: paper[part] }];
  });
  return renderPaper({
    ...{ title, name, facts, madeOn, tables },
    list: { heading: 'How it is kept secure', lines: measures },
    foot: `${title} of ${name}, as of ${formatDate(madeOn)}`,
  });
}
