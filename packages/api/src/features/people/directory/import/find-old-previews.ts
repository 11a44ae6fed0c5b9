import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { enqueueAll, job } from '../../../../kernel/jobs.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { forgetEndUserImportJob } from './forget-end-user-import.ts';
import { isOldPreview, oldSince } from './old-preview.ts';

/** Finds the previews of all tenants that are older than a day; each is removed in its own tenant's scope. [U2] */
export const findOldPreviews = verb({
  name: 'findOldPreviews',
  permission: 'system',
  input: input('FindOldPreviewsInput', {}),
  async run(scope) {
    const old = await scope.sql<{ resellerId: string; importId: string }>(
      `select reseller_id as "resellerId", id as "importId" from end_user_import where ${isOldPreview}`,
      [oldSince(scope.now)],
    );
    await enqueueAll(scope, forgetEndUserImportJob, old);
    return { result: old.length, subject: null };
  },
});

export const findOldPreviewsJob = job({
  name: 'forget-old-previews',
  for: 'platform',
  does: [findOldPreviews],
  payload: z.object({}),
  cron: '23 * * * *',
  async run(setting) {
    await perform(setting, findOldPreviews, {});
  },
});
