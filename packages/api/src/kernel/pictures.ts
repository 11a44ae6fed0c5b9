import { Threads } from './threads.ts';

declare module './services.ts' {
  interface Services {
    pictures: Pictures;
  }
}

/** Puts pictures that people send into the form in which they are kept: half a second for a large one, so not in the way of others. */
export class Pictures {
  readonly #threads = new Threads<Uint8Array, Uint8Array | null>(
    import.meta.url,
    'drawable-picture',
    'Many pictures are being looked at just now.',
  );

  /** See `drawablePicture`. Throws UNAVAILABLE if too many wait already. */
  async drawable(bytes: Uint8Array): Promise<Buffer | null> {
    const made = await this.#threads.run(bytes);
    return made && Buffer.from(made);
  }

  /** Ends the threads. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}
