import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { job } from '../../../../kernel/jobs.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { isOldPreview, oldSince } from './old-preview.ts';

/** Removes one preview that is older than a day; does nothing if it was decided on in the meantime. [U2] */
export const forgetEndUserImport = verb({
  name: 'forgetEndUserImport',
  permission: 'system',
  input: input('ForgetEndUserImportInput', { id: id() }),
  async run(scope, { id: importId }) {
    const [gone] = await scope.sql<{ resellerId: string; companyId: string }>(
      `delete from end_user_import where ${isOldPreview} and id = $2 returning reseller_id as "resellerId", company_id as "companyId"`,
      [oldSince(scope.now), importId],
    );
    return { result: Boolean(gone), subject: gone ? { type: 'EndUserImport', id: importId, ...gone } : null };
  },
});

export const forgetEndUserImportJob = job({
  name: 'forget-end-user-import',
  for: 'tenant',
  does: [forgetEndUserImport],
  payload: z.object({ resellerId: z.string(), importId: z.string() }),
  async run(setting, { importId }) {
    await perform(setting, forgetEndUserImport, { id: importId });
  },
});
