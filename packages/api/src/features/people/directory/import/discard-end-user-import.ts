import { id } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { lockPreview } from './lock-preview.ts';

/** Drops a previewed file and the personal data in it. [U2] */
export const discardEndUserImport = verb({
  name: 'discardEndUserImport',
  permission: 'END_USER_WRITE',
  input: input('DiscardEndUserImportInput', { id: id() }),
  async run(scope, { id: importId }) {
    const { resellerId, companyId } = await lockPreview(scope, importId);
    await scope.sql(
      `update end_user_import set state = 'DISCARDED', rows = '[]', accepted = '[]' where id = $1`,
      [importId],
    );
    return { result: importId, subject: { type: 'EndUserImport', id: importId, resellerId, companyId } };
  },
});
