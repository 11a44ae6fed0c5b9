import { Threads, type ThreadsOptions } from '../threads.ts';

/** Draws documents of one kind in threads of their own. */
export class PdfThreads<Document> {
  readonly #threads: Threads<Document, Uint8Array>;

  /**
   * @param beside `import.meta.url` of the module that has the thread's file beside it
   * @param name of that file, `<name>.worker.ts`, whose default export draws a document
   */
  constructor(beside: string, name: string, options?: ThreadsOptions) {
    this.#threads = new Threads(beside, name, 'Many documents are being drawn just now.', options);
  }

  /** The document as a PDF. Throws UNAVAILABLE if too many wait already. */
  async draw(document: Document): Promise<Buffer> {
    return Buffer.from(await this.#threads.run(document));
  }

  /** Ends the threads; what is being drawn is lost. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}
