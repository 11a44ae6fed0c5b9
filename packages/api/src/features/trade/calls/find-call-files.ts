import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { takeFromFolderJob } from './take-from-folder.ts';

/** A file is still being written if it has changed within so long. */
const SETTLED_MS = 10_000;

/** Looks what exchanges have left in the folders of their sources. [B1] */
export const findCallFiles = verb({
  name: 'findCallFiles',
  permission: 'system',
  input: input('FindCallFilesInput', {}),
  async run(scope, _input, { callFolder }) {
    if (!callFolder) return { result: 0, subject: null };
    const names = await readdir(callFolder).catch(() => []);
    const sources = await scope.sql<{ sourceId: string; resellerId: string }>(
      'select id as "sourceId", reseller_id as "resellerId" from holders_of_call_sources($1)',
      [names.filter(isId)],
    );
    let found = 0;
    for (const { sourceId, resellerId } of sources) {
      const folder = path.join(callFolder, sourceId);
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (!entry.isFile() || entry.name.startsWith('.')) continue;
        const { mtimeMs } = await stat(path.join(folder, entry.name));
        if (scope.now.getTime() - mtimeMs < SETTLED_MS) continue;
        const key = `calls ${sourceId} ${entry.name}`;
        await enqueue(scope, takeFromFolderJob, { resellerId, sourceId, fileName: entry.name }, { key });
        found += 1;
      }
    }
    return { result: found, subject: null };
  },
});

export const findCallFilesJob = job({
  name: 'find-call-files',
  for: 'platform',
  does: [findCallFiles],
  payload: z.object({}),
  cron: '* * * * *',
  run: async (setting) => void (await perform(setting, findCallFiles, {})),
});
