import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { emptyDraft, lockTariffVersion } from './tariff-versions.ts';

/** Throws a draft away; nothing was ever charged by it. CONFLICT for what has been published. [B2] */
export const discardTariffDraft = verb({
  name: 'discardTariffDraft',
  permission: 'PRICE_LIST_WRITE',
  input: input('DiscardTariffDraftInput', { versionId: id() }),
  async run(scope, { versionId }) {
    const { state, tariff } = await lockTariffVersion(scope, versionId);
    if (state !== 'DRAFT')
      throw conflict('It has been published: another version can take its place.', 'versionId');
    await emptyDraft(scope, versionId);
    await scope.sql('delete from tariff_version where id = $1', [versionId]);
    const { id: tariffId, resellerId, name } = tariff;
    return { result: tariffId, subject: { type: 'Tariff', id: tariffId, resellerId, reference: name } };
  },
});
