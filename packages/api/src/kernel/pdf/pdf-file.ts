import type { PlainDate } from '@steward/shared';
import PDFDocument from 'pdfkit';
import { faces, printable } from './fonts.ts';

/** pdfkit puts names into the file's XML as they are, and takes characters for bytes: both are put right by references. */
export class PdfFile extends PDFDocument {
  override endMetadata(): void {
    const { info } = this;
    const escaped = Object.entries(info).map(([key, value]) => [key, isText(value) ? asXml(value) : value]);
    this.info = Object.fromEntries(escaped);
    super.endMetadata();
    this.info = info;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const asXml = (text: string): string =>
  text.replace(/[&<>"']|[^ -~]/gu, (character) => `&#${character.codePointAt(0)};`);

/** What a file says of itself. */
export interface PdfTitle {
  title: string;
  author: string;
  subject: string;
  /** The day that the file bears, so that the same document gives the same bytes. */
  madeOn: PlainDate;
  layout?: 'portrait' | 'landscape';
}

/** An A4 document without pages, tagged for screen readers, with the house's fonts. */
export const openPdf = ({ title, author, subject, madeOn, layout = 'portrait' }: PdfTitle): PdfFile =>
  new PdfFile({
    size: 'A4',
    layout,
    margin: 0,
    font: faces.regular,
    bufferPages: true,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    info: {
      Title: printable(title),
      Author: printable(author),
      Subject: printable(subject),
      Creator: 'Steward',
      CreationDate: new Date(`${madeOn}T00:00:00Z`),
    },
  });

/** The bytes of a document, once it is ended. */
export function collectPdf(doc: PdfFile): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
