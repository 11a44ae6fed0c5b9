import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';

/** How long a file that nobody decides on is kept: it holds personal data for which there is no use yet. */
export const PREVIEW_MS = 24 * 3_600_000;

const kept = `state = 'PREVIEW' and created_at <= $1`;
const before = (now: Date): Date => new Date(now.getTime() - PREVIEW_MS);

/** Removes one preview that is older than a day; does nothing if it was decided on in the meantime. [U2] */
export const forgetEndUserImport = verb({
  name: 'forgetEndUserImport',
  permission: 'system',
  input: input('ForgetEndUserImportInput', { id: id() }),
  async run(scope, { id: importId }) {
    const [gone] = await scope.sql<{ resellerId: string; companyId: string }>(
      `delete from end_user_import where ${kept} and id = $2 returning reseller_id as "resellerId", company_id as "companyId"`,
      [before(scope.now), importId],
    );
    return { result: Boolean(gone), subject: gone ? { type: 'EndUserImport', id: importId, ...gone } : null };
  },
});

const forgetPreview = job({
  name: 'forget-end-user-import',
  payload: z.object({ resellerId: z.string(), importId: z.string() }),
  async run(setting, { importId }) {
    await perform(setting, forgetEndUserImport, { id: importId });
  },
});

/** Finds the previews of all tenants that are older than a day; each is removed in its own tenant's scope. */
export const findOldPreviews = verb({
  name: 'findOldPreviews',
  permission: 'system',
  input: input('FindOldPreviewsInput', {}),
  async run(scope) {
    const old = await scope.sql<{ resellerId: string; importId: string }>(
      `select reseller_id as "resellerId", id as "importId" from end_user_import where ${kept}`,
      [before(scope.now)],
    );
    await enqueueAll(scope, forgetPreview, old);
    return { result: old.length, subject: null };
  },
});

export const forgetOldPreviews = job({
  name: 'forget-old-previews',
  payload: z.object({}),
  cron: '23 * * * *',
  async run(setting) {
    await perform(setting, findOldPreviews, {});
  },
});
