import { formatDate, type PlainDate } from '@steward/shared';
import { Canvas, sheet, type TextStyle } from '../../../kernel/pdf/canvas.ts';
import { palette } from '../../../kernel/pdf/colours.ts';
import { collectPdf, openPdf } from '../../../kernel/pdf/pdf-file.ts';

/** A document of some facts and sections of text. */
export interface BreachPaper {
  title: string;
  reference: string;
  /** It says on every page that nothing has happened. */
  exercise: boolean;
  author: string;
  madeOn: PlainDate;
  facts: readonly (readonly [label: string, value: string])[];
  sections: readonly { heading: string; text: readonly string[] }[];
}

const WIDTH = sheet.right - sheet.left;
const BOTTOM = 780;
const LABELS = 150;
const body: TextStyle = { size: 9.5, leading: 1.45 };
const quiet: TextStyle = { size: 8, colour: palette.quiet };

/** The paper as an A4 PDF, tagged for screen readers; the same paper gives the same bytes. */
export function renderBreachPaper(paper: BreachPaper): Promise<Buffer> {
  const doc = openPdf({
    title: `${paper.title} ${paper.reference}`,
    author: paper.author,
    subject: paper.title,
    madeOn: paper.madeOn,
  });
  const bytes = collectPdf(doc);
  const canvas = new Canvas(doc);
  doc.addPage();
  let y: number = sheet.top;
  const room = (height: number): void => {
    if (y + height <= BOTTOM) return;
    doc.addPage();
    y = sheet.top;
  };
  const write = (text: string, style: TextStyle, tag: 'H1' | 'H2' | 'P', gap: number): void => {
    // A paragraph longer than a page goes on line by line on the next one.
    for (const piece of text.split('\n')) {
      room(Math.min(canvas.height(piece, WIDTH, style), BOTTOM - sheet.top));
      y = canvas.write(piece, { x: sheet.left, y, width: WIDTH }, style, tag);
    }
    y += gap;
  };
  write(paper.title, { size: 19, face: 'strong', leading: 1.2 }, 'H1', 2);
  write(`${paper.reference} · ${formatDate(paper.madeOn)}`, quiet, 'P', paper.exercise ? 4 : 14);
  if (paper.exercise) write('Exercise: nothing has happened.', { ...body, face: 'strong' }, 'P', 12);
  canvas.within('Table', () => {
    for (const [label, value] of paper.facts) {
      const width = WIDTH - LABELS;
      room(canvas.height(value, width, body));
      const top = y;
      canvas.within('TR', () => {
        canvas.write(
          label,
          { x: sheet.left, y: top, width: LABELS - 10 },
          { ...body, colour: palette.quiet },
          'TH',
        );
        y = canvas.write(value, { x: sheet.left + LABELS, y: top, width }, body, 'TD');
      });
      y += 2;
    }
  });
  y += 10;
  for (const { heading, text } of paper.sections) {
    room(50);
    write(heading, { size: 11, face: 'strong' }, 'H2', 3);
    for (const paragraph of text) write(paragraph, body, 'P', 5);
    y += 7;
  }
  drawFooters(canvas, paper);
  canvas.end();
  doc.end();
  return bytes;
}

function drawFooters(canvas: Canvas, { reference, author, exercise }: BreachPaper): void {
  const { start, count } = canvas.doc.bufferedPageRange();
  const place = { x: sheet.left, y: BOTTOM + 20, width: WIDTH };
  for (let page = start; page < start + count; page += 1) {
    canvas.doc.switchToPage(page);
    canvas.aside(() => {
      canvas.write(`${exercise ? 'Exercise · ' : ''}${author} · ${reference}`, place, quiet);
      canvas.write(`Page ${page - start + 1} of ${count}`, place, { ...quiet, align: 'right' });
    });
  }
}
