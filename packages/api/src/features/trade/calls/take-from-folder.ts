import { createReadStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { job } from '../../../kernel/jobs.ts';
import { Problem } from '../../../kernel/problem.ts';
import { perform } from '../../../kernel/verb.ts';
import { takeInCalls } from './take-in-calls.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    /** Where exchanges leave files of call records, in a folder to each source, named by its id; none: nowhere. */
    callFolder: string | undefined;
  }
}

/** Takes in a file that an exchange has left in the folder of its source, and moves it into `done` or `refused` there. [B1] */
export const takeFromFolderJob = job({
  name: 'take-calls-from-folder',
  for: 'tenant',
  does: [takeInCalls],
  payload: z.object({ resellerId: z.string(), sourceId: z.string(), fileName: z.string() }),
  async run(setting, { sourceId, fileName }) {
    const { callFolder } = setting.services;
    if (!callFolder) return;
    const folder = path.join(callFolder, sourceId);
    const file = path.join(folder, path.basename(fileName));
    if (!(await stat(file).catch(() => undefined))) return;
    const move = async (to: string) => {
      await mkdir(path.join(folder, to), { recursive: true });
      const stamp = setting.scopes.clock.now().toISOString().replaceAll(':', '');
      await rename(file, path.join(folder, to, `${stamp} ${path.basename(fileName)}`));
    };
    try {
      await perform(setting, takeInCalls, {
        sourceId,
        fileName: fileName.slice(-200),
        content: createReadStream(file),
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await move('refused');
      return;
    }
    await move('done');
  },
});
