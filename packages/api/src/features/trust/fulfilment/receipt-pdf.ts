import { formatDate } from '@steward/shared';
import { renderPaper } from '../../../kernel/pdf/paper.ts';
import type { DataFate, ReceiptLine, RightsDeed } from './rights-receipt.entity.ts';

/** What a receipt says on paper. */
export interface ReceiptPaper {
  deed: RightsDeed;
  lines: readonly ReceiptLine[];
  digest: string;
  /** ISO date. */
  doneOn: string;
  company: string;
  /** Of the request that it completed. */
  reference: string | null;
}

const DEEDS: Record<RightsDeed, string> = {
  TOLD: 'what is held was told',
  EXPORTED: 'everything held was handed out',
  COPIED: 'a copy to take elsewhere was made',
  CORRECTED: 'what was wrong was corrected',
  RESTRICTED: 'the use of data was restricted',
  LIFTED: 'the restriction was lifted',
  OBJECTED: 'an objection was followed',
  ERASED: 'data was erased',
  TAKEN_OUT: 'what was wrongly submitted was taken out',
};
const FATES: Record<DataFate, string> = {
  TOLD: 'Held',
  EXPORTED: 'Exported',
  WITHHELD: 'Not handed out',
  CHANGED: 'Changed',
  ERASED: 'Erased',
  EMPTIED: 'Emptied',
  KEPT: 'Kept',
  STOPPED: 'Stopped',
};

/** A receipt as an A4 PDF, tagged for screen readers; it names nobody. [D3] */
export function renderReceipt({
  deed,
  lines,
  digest,
  doneOn,
  company,
  reference,
}: ReceiptPaper): Promise<Buffer> {
  const kept = lines.filter(({ fate }) => fate === 'KEPT').length;
  return renderPaper({
    title: 'Receipt',
    name: company,
    facts: [
      `${reference ? `${reference}: ` : ''}${DEEDS[deed]} on ${formatDate(doneOn)}.`,
      ...(kept ? [`${kept} kinds of data were kept, each for the reason beside it.`] : []),
    ],
    madeOn: doneOn,
    tables: [
      {
        columns: [
          { title: 'What', share: 24, strong: true },
          { title: 'Entries', share: 8 },
          { title: 'Became', share: 12, strong: true },
          { title: 'Why', share: 56 },
        ],
        rows: lines.map(({ what, count, fate, why }) => [what, String(count), FATES[fate], why]),
      },
    ],
    list: {
      heading: 'If you disagree',
      lines: [
        'You may complain to the Information Commissioner: https://ico.org.uk/make-a-complaint',
        `SHA-256 of this receipt: ${digest}`,
      ],
    },
    foot: `Receipt of ${company}, ${formatDate(doneOn)}`,
  });
}
