import { formatDate, formatQuarter } from '@steward/shared';
import { type PaperTable, renderPaper } from '../../../kernel/pdf/paper.ts';
import type { Evidence, EvidenceLine } from './evidence.ts';

const COLUMNS: PaperTable['columns'] = [
  { title: 'Who', share: 16, strong: true },
  { title: 'Role and rights', share: 21 },
  { title: 'Given', share: 13 },
  { title: 'Last sign-in, changes', share: 15 },
  { title: 'Proposal', share: 15 },
  { title: 'Decision', share: 20, strong: true },
];

const cellsOf = (line: EvidenceLine): PaperTable['rows'][number] => [
  { text: line.name, note: line.email },
  { text: `${line.roleName} – ${line.reach}`, note: line.rights },
  line.given,
  { text: line.lastSignIn, note: line.changed },
  { text: line.proposal, note: line.reason },
  { text: line.decision, note: [line.decided, line.note].filter(Boolean).join(' · ') },
];

/** The evidence of a review as an A4 PDF, tagged for screen readers; the same evidence gives the same bytes. [T9] */
export function renderReviewPdf(evidence: Evidence): Promise<Buffer> {
  const { tenantName, open, openedOn, openedBy, dueOn, closedOn, silence, lines, madeOn } = evidence;
  const title = `Access review ${formatQuarter(evidence.quarter)}`;
  const count = (wanted: (line: EvidenceLine) => boolean) => lines.filter(wanted).length;
  return renderPaper({
    title,
    name: tenantName,
    madeOn,
    facts: [
      `Opened on ${formatDate(openedOn)} by ${openedBy}; last day ${formatDate(dueOn)}; ${
        open ? 'still open' : `closed on ${formatDate(closedOn ?? dueOn)}`
      }. Whoever nobody decides about ${silence === 'KEEP' ? 'keeps' : 'loses'} their access.`,
      `${lines.length} reviewed: ${count(({ decision }) => decision === 'Keep')} kept, ${count(
        ({ decision }) => decision === 'Reduce',
      )} reduced, ${count(({ decision }) => decision === 'Revoke')} revoked, ${count(({ decision }) =>
        decision.includes('not carried out'),
      )} not carried out, ${count(({ decision }) => decision === 'Not decided')} not decided.`,
    ],
    tables: [{ columns: COLUMNS, rows: lines.map(cellsOf) }],
    foot: `${title} of ${tenantName}, as of ${formatDate(madeOn)}`,
  });
}
