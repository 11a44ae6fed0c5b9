import { Canvas, type TextStyle } from './canvas.ts';
import { palette } from './colours.ts';
import { collectPdf, openPdf } from './pdf-file.ts';

/** A4 across, in points, with the edges that content keeps to. */
const sheet = { width: 841.89, height: 595.28, left: 40, right: 801.89, top: 44, bottom: 545 };
const usual: TextStyle = { size: 7.5, leading: 1.35 };
const strong: TextStyle = { ...usual, face: 'strong' };
const quiet: TextStyle = { ...usual, size: 7, colour: palette.quiet };
const GUTTER = 10;
const PADDING = 5;
/** So that one row never needs more than a page. */
const MOST_LINES = 12;

/** What stands in a cell, with a second, quieter paragraph if there is more to say. */
export type PaperCell = string | { text: string; note: string };

export interface PaperTable {
  /** Above the table, if there are several. */
  heading?: string;
  columns: readonly {
    title: string;
    /** Its share of the width. */
    share: number;
    strong?: true;
  }[];
  rows: readonly (readonly PaperCell[])[];
}

/** A paper that shows tables of words: evidence, records, receipts. */
export interface Paper {
  title: string;
  /** Whose it is. */
  name: string;
  /** Sentences below the name. */
  facts: readonly string[];
  /** ISO date. */
  madeOn: string;
  tables: readonly PaperTable[];
  /** Sentences at the end, under a heading. */
  list?: { heading: string; lines: readonly string[] };
  /** At the foot of each page. */
  foot: string;
}

/** A paper as an A4 PDF across, tagged for screen readers; the same paper gives the same bytes. */
export function renderPaper(paper: Paper): Promise<Buffer> {
  const { title, name, madeOn, tables, list, foot } = paper;
  const doc = openPdf({
    title: `${title} – ${name}`,
    author: name,
    subject: title,
    madeOn,
    layout: 'landscape',
  });
  const bytes = collectPdf(doc);
  const canvas = new Canvas(doc);
  doc.addPage();
  let y = drawHead(canvas, paper);
  for (const table of tables) y = drawTable(canvas, table, y);
  if (list) drawList(canvas, list, y);
  drawFooters(canvas, foot);
  canvas.end();
  doc.end();
  return bytes;
}

const across = sheet.right - sheet.left;

function drawHead(canvas: Canvas, { title, name, facts }: Paper): number {
  const place = (y: number) => ({ x: sheet.left, y, width: across });
  let y = canvas.write(title, place(sheet.top - 6), { size: 20, face: 'strong', leading: 1.25 }, 'H1');
  y = canvas.write(name, place(y + 1), { size: 12 });
  for (const fact of facts) y = canvas.write(fact, place(y + 5), { size: 8.5, colour: palette.quiet });
  return y + 14;
}

/** Writes a heading, on the next page if there is no room for what is below it; returns where that begins. */
function drawHeading(canvas: Canvas, text: string, top: number): number {
  let y = top + 8;
  if (y + 60 > sheet.bottom) {
    canvas.doc.addPage();
    y = sheet.top;
  }
  return canvas.write(text, { x: sheet.left, y, width: across }, { size: 11, face: 'strong' }, 'H2') + 6;
}

type Column = PaperTable['columns'][number];
type Placed = Column & { x: number; width: number };

function drawTable(canvas: Canvas, { heading, columns, rows }: PaperTable, top: number): number {
  const placed = placedIn(columns);
  let y = heading ? drawHeading(canvas, heading, top) : top;
  const head = (at: number): number => {
    canvas.within('TR', () => {
      for (const { title, x, width } of placed) canvas.write(title, { x, y: at, width }, quiet, 'TH');
    });
    const below = at + canvas.height('x', 100, quiet) + 4;
    canvas.rule(below, sheet.left, sheet.right, palette.ink, 0.8);
    return below + PADDING;
  };
  canvas.within('Table', () => {
    y = head(y);
    for (const row of rows) {
      const cells = placed.map((column, i) => cellOf(canvas, column, row[i] ?? ''));
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
  return y;
}

function placedIn(columns: readonly Column[]): Placed[] {
  const width = across - GUTTER * (columns.length - 1);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x = sheet.left;
  return columns.map((column) => {
    const own = (width * column.share) / shares;
    const at = { ...column, x, width: own };
    x += own + GUTTER;
    return at;
  });
}

function cellOf(canvas: Canvas, column: Placed, cell: PaperCell) {
  const { x, width } = column;
  const { text, note } = typeof cell === 'string' ? { text: cell, note: '' } : cell;
  const style = column.strong ? strong : usual;
  const said = canvas.fit(text, width, MOST_LINES, style);
  const more = canvas.fit(note, width, MOST_LINES, quiet);
  return {
    height: canvas.height(said, width, style) + canvas.height(more, width, quiet),
    draw: (y: number) => {
      const below = canvas.write(said, { x, y, width }, style);
      canvas.write(more, { x, y: below, width }, quiet);
    },
  };
}

function drawList(
  canvas: Canvas,
  { heading, lines }: { heading: string; lines: readonly string[] },
  top: number,
) {
  let y = drawHeading(canvas, heading, top);
  for (const line of lines) {
    if (y + canvas.height(line, across, usual) > sheet.bottom) {
      canvas.doc.addPage();
      y = sheet.top;
    }
    y = canvas.write(line, { x: sheet.left, y, width: across }, usual) + 3;
  }
}

function drawFooters(canvas: Canvas, text: string): void {
  const { start, count } = canvas.doc.bufferedPageRange();
  const place = { x: sheet.left, y: sheet.bottom + 14, width: across };
  for (let page = start; page < start + count; page += 1) {
    canvas.doc.switchToPage(page);
    canvas.aside(() => {
      canvas.write(text, place, quiet);
      canvas.write(`Page ${page - start + 1} of ${count}`, place, { ...quiet, align: 'right' });
    });
  }
}
