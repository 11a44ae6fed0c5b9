import { formatDate, formatQuarter } from '@steward/shared';
import { Canvas, type TextStyle } from '../../../kernel/pdf/canvas.ts';
import { palette } from '../../../kernel/pdf/colours.ts';
import { collectPdf, openPdf } from '../../../kernel/pdf/pdf-file.ts';
import type { Evidence, EvidenceLine } from './evidence.ts';

/** A4 across, in points, with the edges that content keeps to. */
const sheet = { width: 841.89, height: 595.28, left: 40, right: 801.89, top: 44, bottom: 545 };
const cell: TextStyle = { size: 7.5, leading: 1.35 };
const strong: TextStyle = { ...cell, face: 'strong' };
const quiet: TextStyle = { ...cell, size: 7, colour: palette.quiet };
const GUTTER = 10;
const PADDING = 5;
/** So that one row never needs more than a page. */
const MOST_LINES = 12;

interface Column {
  title: string;
  /** Its share of the width. */
  share: number;
  text: (line: EvidenceLine) => string;
  /** A second, quieter paragraph. */
  note: (line: EvidenceLine) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'Who', share: 16, text: ({ name }) => name, note: ({ email }) => email },
  {
    title: 'Role and rights',
    share: 21,
    text: ({ roleName, reach }) => `${roleName} – ${reach}`,
    note: ({ rights }) => rights,
  },
  {
    title: 'Given',
    share: 13,
    text: ({ given }) => given,
    note: () => '',
  },
  {
    title: 'Last sign-in, changes',
    share: 15,
    text: ({ lastSignIn }) => lastSignIn,
    note: ({ changed }) => changed,
  },
  { title: 'Proposal', share: 15, text: ({ proposal }) => proposal, note: ({ reason }) => reason },
  {
    title: 'Decision',
    share: 20,
    text: ({ decision }) => decision,
    note: ({ decided, note }) => [decided, note].filter(Boolean).join(' · '),
  },
];

/** The evidence of a review as an A4 PDF, tagged for screen readers; the same evidence gives the same bytes. [T9] */
export function renderReviewPdf(evidence: Evidence): Promise<Buffer> {
  const title = `Access review ${formatQuarter(evidence.quarter)}`;
  const doc = openPdf({
    title: `${title} – ${evidence.tenantName}`,
    author: evidence.tenantName,
    subject: title,
    madeOn: evidence.madeOn,
    layout: 'landscape',
  });
  const bytes = collectPdf(doc);
  const canvas = new Canvas(doc);
  doc.addPage();
  const top = drawHead(canvas, title, evidence);
  drawTable(canvas, evidence.lines, top);
  drawFooters(canvas, `${title} of ${evidence.tenantName}, as of ${formatDate(evidence.madeOn)}`);
  canvas.end();
  doc.end();
  return bytes;
}

function drawHead(canvas: Canvas, title: string, evidence: Evidence): number {
  const width = sheet.right - sheet.left;
  const { tenantName, open, openedOn, openedBy, dueOn, closedOn, silence, lines } = evidence;
  let y = canvas.write(
    title,
    { x: sheet.left, y: sheet.top - 6, width },
    { size: 20, face: 'strong', leading: 1.25 },
    'H1',
  );
  y = canvas.write(tenantName, { x: sheet.left, y: y + 1, width }, { size: 12 });
  const count = (wanted: (line: EvidenceLine) => boolean) => lines.filter(wanted).length;
  const facts = [
    `Opened on ${formatDate(openedOn)} by ${openedBy}; last day ${formatDate(dueOn)}; ${
      open ? 'still open' : `closed on ${formatDate(closedOn ?? dueOn)}`
    }. Whoever nobody decides about ${silence === 'KEEP' ? 'keeps' : 'loses'} their access.`,
    `${lines.length} reviewed: ${count(({ decision }) => decision === 'Keep')} kept, ${count(
      ({ decision }) => decision === 'Reduce',
    )} reduced, ${count(({ decision }) => decision === 'Revoke')} revoked, ${count(({ decision }) =>
      decision.includes('not carried out'),
    )} not carried out, ${count(({ decision }) => decision === 'Not decided')} not decided.`,
  ];
  for (const fact of facts)
    y = canvas.write(fact, { x: sheet.left, y: y + 5, width }, { size: 8.5, colour: palette.quiet });
  return y + 14;
}

type Placed = Column & { x: number; width: number };

function drawTable(canvas: Canvas, lines: readonly EvidenceLine[], top: number): void {
  const columns = placed();
  const head = (y: number): number => {
    canvas.within('TR', () => {
      for (const { title, x, width } of columns) canvas.write(title, { x, y, width }, quiet, 'TH');
    });
    const below = y + canvas.height('x', 100, quiet) + 4;
    canvas.rule(below, sheet.left, sheet.right, palette.ink, 0.8);
    return below + PADDING;
  };
  canvas.within('Table', () => {
    let y = head(top);
    for (const line of lines) {
      const cells = columns.map((column) => cellOf(canvas, column, line));
      const height = Math.max(...cells.map((each) => each.height)) + 2 * PADDING;
      if (y + height > sheet.bottom) {
        canvas.doc.addPage();
        canvas.aside(() => {
          y = head(sheet.top);
        });
      }
      canvas.within('TR', () => {
        for (const { draw } of cells) canvas.within('TD', () => draw(y));
      });
      y += height - PADDING;
      canvas.rule(y - 2, sheet.left, sheet.right);
      y += PADDING - 2;
    }
  });
}

function placed(): Placed[] {
  const width = sheet.right - sheet.left - GUTTER * (COLUMNS.length - 1);
  const shares = COLUMNS.reduce((sum, { share }) => sum + share, 0);
  let x = sheet.left;
  return COLUMNS.map((column) => {
    const own = (width * column.share) / shares;
    const at = { ...column, x, width: own };
    x += own + GUTTER;
    return at;
  });
}

function cellOf(canvas: Canvas, { x, width, text, note, title }: Placed, line: EvidenceLine) {
  const style = title === 'Who' || title === 'Decision' ? strong : cell;
  const said = canvas.fit(text(line), width, MOST_LINES, style);
  const more = canvas.fit(note(line), width, MOST_LINES, quiet);
  return {
    height: canvas.height(said, width, style) + canvas.height(more, width, quiet),
    draw: (y: number) => {
      const below = canvas.write(said, { x, y, width }, style);
      canvas.write(more, { x, y: below, width }, quiet);
    },
  };
}

function drawFooters(canvas: Canvas, text: string): void {
  const { start, count } = canvas.doc.bufferedPageRange();
  const place = { x: sheet.left, y: sheet.bottom + 14, width: sheet.right - sheet.left };
  for (let page = start; page < start + count; page += 1) {
    canvas.doc.switchToPage(page);
    canvas.aside(() => {
      canvas.write(text, place, quiet);
      canvas.write(`Page ${page - start + 1} of ${count}`, place, { ...quiet, align: 'right' });
    });
  }
}
