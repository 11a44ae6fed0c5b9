import Tinypool from 'tinypool';
import { Problem } from '../../../kernel/problem.ts';
import type { InvoiceDocument } from './invoice-document.ts';

/** Invoices that are drawn at once: more would only share the same processors, and each holds its pages in memory. */
const THREADS = 2;
/** Invoices that may wait for that. */
const WAITING = 20;
/** When it is worth trying again. */
const RETRY_MS = 2_000;
/** How long a thread that has nothing to do is kept. */
const IDLE_MS = 60_000;

/** The build has the thread's file beside the program. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Draws invoices in threads of their own, so that nobody else waits for a page. */
export class PdfThreads {
  readonly #waiting: number;
  readonly #pool: Tinypool;

  constructor({ threads = THREADS, waiting = WAITING }: { threads?: number; waiting?: number } = {}) {
    this.#waiting = waiting;
    this.#pool = new Tinypool({
      filename: new URL(`./invoice-pdf.worker.${ending}`, import.meta.url).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
    });
  }

  /** The invoice as a PDF, as `renderInvoicePdf` draws it. Throws UNAVAILABLE if too many wait already. */
  async draw(invoice: InvoiceDocument): Promise<Buffer> {
    if (this.#pool.queueSize >= this.#waiting)
      throw new Problem(
        'UNAVAILABLE',
        'Many invoices are being drawn just now. Please try again in a few seconds.',
        [],
        RETRY_MS,
      );
    return Buffer.from((await this.#pool.run(invoice)) as Uint8Array);
  }

  /** Ends the threads; what is being drawn is lost. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
