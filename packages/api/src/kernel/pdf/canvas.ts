import type PDFDocument from 'pdfkit';
import { palette } from './colours.ts';
import type { Face } from './fonts.ts';
import { faces, printable } from './fonts.ts';

type Doc = InstanceType<typeof PDFDocument>;

/** A4 in points, with the edges that content keeps to. */
export const sheet = { width: 595.28, height: 841.89, left: 50, right: 545.28, top: 54 };

export interface TextStyle {
  face?: Face;
  /** Points. */
  size?: number;
  colour?: string;
  align?: 'left' | 'right';
  /** Figures of equal width, for amounts. */
  tabular?: boolean;
  /** Distance from line to line as a multiple of the size. */
  leading?: number;
}

export interface Place {
  x: number;
  y: number;
  width: number;
}

/** Something that has been measured and can be drawn with its top at `y`. */
export interface Block {
  height: number;
  draw(y: number): void;
}

/** PDF structure types that are used here: they let a screen reader follow the document. */
type Tag = 'Document' | 'Sect' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure';

const tabularFigures: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum'];

/**
 * Draws on the current page of a document, in points from its upper left corner, and builds the structure tree as it
 * goes: whatever is written becomes an element of the innermost `within`, except what `aside` draws.
 */
export class Canvas {
  readonly doc: Doc;
  #parent: PDFKit.PDFStructureElement;
  #aside = false;

  constructor(doc: Doc) {
    this.doc = doc;
    this.#parent = doc.struct('Document');
    doc.addStructure(this.#parent);
  }

  /** Writes text that wraps at the width of its place, and returns the y below it. */
  write(text: string, place: Place, style: TextStyle = {}, tag: Tag = 'P'): number {
    const content = printable(text);
    if (content.trim() === '') return place.y;
    const options = { width: place.width, ...this.#use(style) };
    this.doc.fillColor(style.colour ?? palette.ink);
    this.#leaf(tag, () => this.doc.text(content, place.x, place.y, options));
    return this.doc.y;
  }

  /** The height that `write` will need. */
  height(text: string, width: number, style: TextStyle = {}): number {
    const content = printable(text);
    return content.trim() === '' ? 0 : this.doc.heightOfString(content, { width, ...this.#use(style) });
  }

  /** The width of the text on one line. */
  width(text: string, style: TextStyle = {}): number {
    return this.doc.widthOfString(printable(text), this.#use(style));
  }

  /** The part of the text that fits on `lines` lines, with an ellipsis if some is missing. */
  fit(text: string, width: number, lines: number, style: TextStyle = {}): string {
    const limit = this.height('x', width, style) * lines + 0.5;
    if (this.height(text, width, style) <= limit) return text;
    const characters = Array.from(text);
    let [fits, tooLong] = [0, characters.length];
    while (tooLong - fits > 1) {
      const middle = Math.floor((fits + tooLong) / 2);
      if (this.height(`${characters.slice(0, middle).join('')}…`, width, style) <= limit) fits = middle;
      else tooLong = middle;
    }
    return `${characters.slice(0, fits).join('').trimEnd()}…`;
  }

  rule(y: number, from = sheet.left, to = sheet.right, colour = palette.line, weight = 0.6): void {
    this.aside(() => this.doc.moveTo(from, y).lineTo(to, y).lineWidth(weight).stroke(colour));
  }

  /** Draws what carries no content: lines, grounds, and what is repeated on each page. */
  aside(draw: () => void): void {
    if (this.#aside) {
      draw();
      return;
    }
    this.#aside = true;
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
    this.#aside = false;
  }

  /** Draws a picture that `alt` describes. */
  picture(image: Buffer, place: { x: number; y: number; fit: [number, number] }, alt: string): void {
    this.#leaf('Figure', () => this.doc.image(image, place.x, place.y, { fit: place.fit }), { alt });
  }

  /** Groups what `draw` writes under an element of the structure tree; it may span pages. */
  within(tag: Tag, draw: () => void): void {
    if (this.#aside) {
      draw();
      return;
    }
    const close = this.#open(tag);
    draw();
    close();
  }

  #open(tag: Tag): () => void {
    const outer = this.#parent;
    const element = this.doc.struct(tag);
    outer.add(element);
    this.#parent = element;
    return () => {
      element.end();
      this.#parent = outer;
    };
  }

  /** Completes the structure tree. */
  end(): void {
    this.#parent.end();
  }

  #leaf(tag: Tag, draw: () => void, options: { alt?: string } = {}): void {
    if (this.#aside) {
      draw();
      return;
    }
    const element = this.doc.struct(tag, options);
    this.#parent.add(element);
    element.add(draw);
    element.end();
  }

  #use({ face = 'regular', size = 9, align = 'left', leading = 1.4, tabular = false }: TextStyle) {
    this.doc.font(faces[face]).fontSize(size);
    const lineGap = size * leading - this.doc.currentLineHeight();
    return tabular ? { align, lineGap, features: tabularFigures } : { align, lineGap };
  }
}
