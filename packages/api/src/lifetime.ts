import { createLog } from './kernel/log.ts';

/** What takes longer than this to stop is left to the end of the process. */
const PATIENCE_MS = 12_000;

/**
 * What the process has opened, and its end: a signal, an error that nobody caught, or a command that is done. Everything
 * is stopped in reverse order, PostgreSQL too, whatever is under way; then the process exits.
 */
export class Lifetime {
  readonly #stops: (() => Promise<unknown>)[] = [];
  #opening: Promise<unknown> = Promise.resolve();
  #ending: Promise<never> | undefined;

  constructor() {
    // Package managers send a signal again that the terminal has sent already: the second changes nothing.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void this.end(0));
    process.on('uncaughtException', (error: unknown) => {
      // Consequences of the end, such as a connection cut off by the database server that stops, are no news.
      if (this.#ending) return;
      createLog('fatal').fatal(
        { err: error instanceof Error ? error : new Error(String(error)) },
        'uncaught',
      );
      void this.end(1);
    });
  }

  /** Opens something that has to be stopped. Never returns once the end has begun. */
  async open<T>(start: () => Promise<T>, stop: (opened: T) => Promise<unknown>): Promise<T> {
    if (this.#ending) return this.#ending;
    const opening = start().then((opened) => {
      this.#stops.unshift(() => stop(opened));
      return opened;
    });
    this.#opening = opening;
    return opening;
  }

  /** Ends the process because of an error, which is written only if it is not itself a consequence of the end. */
  fail(message: string): Promise<never> {
    if (!this.#ending) process.stderr.write(`${message}\n`);
    return this.end(1);
  }

  /** Stops everything and exits; the first call says with which code. */
  end(code: number): Promise<never> {
    this.#ending ??= this.#stopAll(code);
    return this.#ending;
  }

  async #stopAll(code: number): Promise<never> {
    // What is being opened right now must not be left behind.
    await patiently(this.#opening);
    for (const stop of this.#stops) await patiently(stop());
    process.exit(code);
  }
}

async function patiently(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([work.catch(() => {}), late]);
  clearTimeout(timer);
}
