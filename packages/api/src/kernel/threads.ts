import Tinypool from 'tinypool';
import { Problem } from './problem.ts';

/** Pieces of work done at once: more would only share the same processors, and each holds what it makes in memory. */
const THREADS = 2;
/** Pieces that may wait for that. */
const WAITING = 20;
/** When it is worth trying again. */
const RETRY_MS = 2_000;
/** How long a thread that has nothing to do is kept. */
const IDLE_MS = 60_000;

/** The build has the thread's file beside the program. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

export interface ThreadsOptions {
  threads?: number;
  waiting?: number;
}

/** Does what takes long without waiting for anything in threads of their own, so that nobody else waits for it. */
export class Threads<Given, Made> {
  readonly #busy: string;
  readonly #waiting: number;
  readonly #pool: Tinypool;

  /**
   * @param beside `import.meta.url` of the module that has the thread's file beside it
   * @param name of that file, `<name>.worker.ts`, whose default export does the work
   * @param busy what people are told when too many wait
   */
  constructor(
    beside: string,
    name: string,
    busy: string,
    { threads = THREADS, waiting = WAITING }: ThreadsOptions = {},
  ) {
    this.#busy = busy;
    this.#waiting = waiting;
    this.#pool = new Tinypool({
      filename: new URL(`./${name}.worker.${ending}`, beside).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
    });
  }

  /** What the thread makes of it. Throws UNAVAILABLE if too many wait already. */
  async run(given: Given): Promise<Made> {
    if (this.#pool.queueSize >= this.#waiting)
      throw new Problem('UNAVAILABLE', `${this.#busy} Please try again in a few seconds.`, [], RETRY_MS);
    return (await this.#pool.run(given)) as Made;
  }

  /** Ends the threads; what is being made is lost. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
