import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { StartError } from '../../../kernel/start-error.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    /** What was erased since backups were made, outside of the database. */
    erasures: ErasureList;
  }
}

/** One erasure: ids and a moment, which name no one. */
const Erasure = z.object({
  at: z.iso.datetime(),
  /** What was erased, as whoever erases says with `erases`. */
  kind: z.string(),
  resellerId: z.uuid(),
  companyId: z.uuid().nullable(),
  /** Of the person or tenant. */
  subjectId: z.uuid(),
});
export type Erasure = z.infer<typeof Erasure>;

/**
 * What was erased, a line each, in a file beside the database: a backup that is restored does not know of it. A line is on the disk
 * before what it says is committed. Whoever erases does so in a job, which comes back after a crash in between. [D3] [S90]
 */
export class ErasureList {
  readonly #file: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** Notes an erasure that is about to be committed; throws if it cannot be kept, so that nothing is erased that is not noted. */
  note(erasure: Erasure): Promise<void> {
    // After one that broke off it begins anew.
    const line = `\n${JSON.stringify(Erasure.parse(erasure))}\n`;
    const written = this.#writing.then(() => this.#append(line));
    this.#writing = written.catch(() => {});
    return written;
  }

  async #append(line: string): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    const file = await open(this.#file, 'a', 0o600);
    try {
      await file.appendFile(line);
      await file.sync();
    } finally {
      await file.close();
    }
    // The file itself is on the disk once its folder is.
    const folder = await open(path.dirname(this.#file), 'r');
    await folder.sync().finally(() => folder.close());
  }

  /** All of it, in its order; each once. Throws StartError for a line that cannot be read. What broke off was not committed, and is left out. */
  async read(): Promise<Erasure[]> {
    const text = await readFile(this.#file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const erasures = text.split('\n').flatMap((line, i) => {
      if (!line.endsWith('}')) return [];
      try {
        return [Erasure.parse(JSON.parse(line))];
      } catch {
        throw new StartError(
          `Line ${i + 1} of ${this.#file} cannot be read: restore the file from its copy.`,
        );
      }
    });
    const first = new Map(erasures.map((erasure) => [`${erasure.kind} ${erasure.subjectId}`, erasure]));
    return [...first.values()];
  }
}
