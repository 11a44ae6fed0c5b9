import { invalid } from './problem.ts';

/** A line of a file, cut into its cells; null: a quotation mark in it is out of place. */
export interface Line {
  number: number;
  cells: string[] | null;
}

/** Lines over which a quoted cell may go on: behind a mark that is torn off come good ones. */
const MOST_QUOTED = 4;
const LONGEST_LINE = 65_536;

/**
 * Reads a CSV file as it comes, the lines of a piece of it together: to wait for each takes longer than to cut it. INVALID_INPUT says what is
 * wrong with the file as a whole.
 */
export async function* readLines(content: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  let delimiter = '';
  let open: { number: number; texts: string[] } | undefined;
  const cut = (number: number, texts: readonly string[]): Line => ({
    number,
    cells: cellsOf(texts.join('\n'), delimiter),
  });
  let number = 0;
  for await (const texts of linesOf(content)) {
    const lines: Line[] = [];
    for (const text of texts) {
      number += 1;
      if (!delimiter && text.trim())
        delimiter = [',', ';', '\t'].toSorted(
          (a, b) => text.split(b).length - text.split(a).length,
        )[0] as string;
      if (!open && !text.includes('"')) {
        if (text.trim()) lines.push({ number, cells: text.split(delimiter) });
        continue;
      }
      open ??= { number, texts: [] };
      open.texts.push(text);
      if (isWhole(open.texts)) {
        lines.push(cut(open.number, open.texts));
        open = undefined;
      } else if (open.texts.length > MOST_QUOTED) {
        lines.push(...apart(open.number, open.texts, delimiter));
        open = undefined;
      }
    }
    yield lines;
  }
  if (open) yield [...apart(open.number, open.texts, delimiter)];
}

/** Whether as many quotation marks close as open. */
function isWhole(texts: readonly string[]): boolean {
  let whole = true;
  for (const text of texts)
    for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) whole = !whole;
  return whole;
}

/** Lines that make no cell together, each for itself: the first of them is torn. */
function* apart(first: number, texts: readonly string[], delimiter: string): Generator<Line> {
  for (const [i, text] of texts.entries())
    if (text.trim()) yield { number: first + i, cells: isWhole([text]) ? cellsOf(text, delimiter) : null };
}

function cellsOf(text: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    while (text[at] === ' ') at += 1;
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? undefined : end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    for (at += 1; ; at += 2) {
      const end = text.indexOf('"', at);
      if (end < 0) return null;
      cell += text.slice(at, end);
      at = end;
      if (text[end + 1] !== '"') break;
      cell += '"';
    }
    cells.push(cell);
    at += 1;
    while (text[at] === ' ') at += 1;
    if (at >= text.length) return cells;
    if (text[at] !== delimiter) return null;
    at += 1;
  }
  return cells;
}

async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let rest = '';
  let lines = 0;
  for await (const text of textsOf(content, () => lines)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > LONGEST_LINE)
      throw invalid('file', `Line ${lines + parts.length + 1} has no end: this is no CSV file.`);
    lines += parts.length;
    yield parts.map((part) => (part.endsWith('\r') ? part.slice(0, -1) : part));
  }
  if (rest) yield [rest];
}

/** UTF-8, or UTF-16 that says so. */
async function* textsOf(content: AsyncIterable<Uint8Array>, lines: () => number): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder?.decode(chunk, { stream: chunk !== undefined }) ?? '';
    } catch {
      throw invalid(
        'file',
        `Behind line ${Math.max(1, lines())} are characters that are not UTF-8. Save the file as UTF-8 and send it again.`,
      );
    }
  };
  for await (const chunk of content) {
    decoder ??= new TextDecoder(markOf(chunk), { fatal: true });
    yield decode(chunk).replaceAll('\0', '');
  }
  yield decode();
}

const markOf = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
};
