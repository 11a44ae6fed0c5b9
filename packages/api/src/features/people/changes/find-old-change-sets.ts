import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { forgetChangeSetJob } from './forget-change-set.ts';
import { isOldDone, isOldPreview, isOldWaiting, oldSince } from './old-change-sets.ts';

/** Finds the change-sets of all tenants whose rows have been kept long enough; each is seen to in its own tenant's scope. [U2] */
export const findOldChangeSets = verb({
  name: 'findOldChangeSets',
  permission: 'system',
  input: input('FindOldChangeSetsInput', {}),
  async run(scope) {
    const old = await scope.sql<{ resellerId: string; changeSetId: string }>(
      `select reseller_id as "resellerId", id as "changeSetId" from change_set
        where ${isOldPreview} or ${isOldWaiting} or ${isOldDone}`,
      oldSince(scope.now),
    );
    await enqueueAll(scope, forgetChangeSetJob, old);
    return { result: old.length, subject: null };
  },
});

export const findOldChangeSetsJob = job({
  name: 'find-old-change-sets',
  for: 'platform',
  does: [findOldChangeSets],
  payload: z.object({}),
  cron: '23 * * * *',
  async run(setting) {
    await perform(setting, findOldChangeSets, {});
  },
});
