import Tinypool from 'tinypool';
import { Problem } from '../problem.ts';

/** Documents that are drawn at once: more would only share the same processors, and each holds its pages in memory. */
const THREADS = 2;
/** Documents that may wait for that. */
const WAITING = 20;
/** When it is worth trying again. */
const RETRY_MS = 2_000;
/** How long a thread that has nothing to do is kept. */
const IDLE_MS = 60_000;

/** The build has the thread's file beside the program. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

interface Options {
  threads?: number;
  waiting?: number;
}

/** Draws documents of one kind in threads of their own, so that nobody else waits for a page. */
export class PdfThreads<Document> {
  readonly #waiting: number;
  readonly #pool: Tinypool;

  /**
   * @param beside `import.meta.url` of the module that has the thread's file beside it
   * @param name of that file, `<name>.worker.ts`, whose default export draws a document
   */
  constructor(beside: string, name: string, { threads = THREADS, waiting = WAITING }: Options = {}) {
    this.#waiting = waiting;
    this.#pool = new Tinypool({
      filename: new URL(`./${name}.worker.${ending}`, beside).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
    });
  }

  /** The document as a PDF. Throws UNAVAILABLE if too many wait already. */
  async draw(document: Document): Promise<Buffer> {
    if (this.#pool.queueSize >= this.#waiting)
      throw new Problem(
        'UNAVAILABLE',
        'Many documents are being drawn just now. Please try again in a few seconds.',
        [],
        RETRY_MS,
      );
    return Buffer.from((await this.#pool.run(document)) as Uint8Array);
  }

  /** Ends the threads; what is being drawn is lost. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
