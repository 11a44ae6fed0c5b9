import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { isOldDone, isOldPreview, isOldWaiting, oldSince } from './old-change-sets.ts';

/**
 * Deletes what stands in the rows of a change-set that has been kept long enough: one on which nobody decided goes, one that
 * nobody approved is discarded, one that was applied keeps its report. Does nothing if it was decided on meanwhile. [U2]
 */
export const forgetChangeSet = verb({
  name: 'forgetChangeSet',
  permission: 'system',
  input: input('ForgetChangeSetInput', { id: id() }),
  async run(scope, { id: changeSetId }) {
    const [found] = await scope.sql<{
      resellerId: string;
      companyId: string;
      preview: boolean;
      waiting: boolean;
    }>(
      `select reseller_id as "resellerId", company_id as "companyId", ${isOldPreview} as preview, ${isOldWaiting} as waiting
         from change_set where id = $4 and (${isOldPreview} or ${isOldWaiting} or ${isOldDone}) for update`,
      [...oldSince(scope.now), changeSetId],
    );
    if (!found) return { result: false, subject: null };
    const { resellerId, companyId, preview, waiting } = found;
    if (preview || waiting)
      await scope.sql('delete from change_set_row where change_set_id = $1', [changeSetId]);
    if (preview) await scope.sql('delete from change_set where id = $1', [changeSetId]);
    else if (waiting)
      await scope.sql(
        `update change_set set state = 'DISCARDED', finished_at = $2, forgotten_at = $2 where id = $1`,
        [changeSetId, scope.now],
      );
    else {
      await scope.sql(EMPTY_ROWS, [changeSetId]);
      await scope.sql('update change_set set forgotten_at = $2 where id = $1', [changeSetId, scope.now]);
    }
    return { result: true, subject: { type: 'ChangeSet', id: changeSetId, resellerId, companyId } };
  },
});

const EMPTY_ROWS = `update change_set_row set first_name = null, last_name = null, email = null, mobile = null, phone = null,
    job_title = null, department = null, was_first_name = null, was_last_name = null, was_email = null, was_mobile = null,
    was_phone = null, was_job_title = null, was_department = null where change_set_id = $1`;

export const forgetChangeSetJob = job({
  name: 'forget-change-set',
  for: 'tenant',
  does: [forgetChangeSet],
  payload: z.object({ resellerId: z.string(), changeSetId: z.string() }),
  async run(setting, { changeSetId }) {
    await perform(setting, forgetChangeSet, { id: changeSetId });
  },
});
