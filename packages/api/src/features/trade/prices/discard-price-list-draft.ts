import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockVersion } from './list-versions.ts';

/** Throws a draft away; nothing was ever sold at its prices. CONFLICT for what has been published. [C2] */
export const discardPriceListDraft = verb({
  name: 'discardPriceListDraft',
  permission: 'PRICE_LIST_WRITE',
  input: input('DiscardPriceListDraftInput', { versionId: id() }),
  async run(scope, { versionId }) {
    const { state, list } = await lockVersion(scope, versionId);
    if (state !== 'DRAFT')
      throw conflict('It has been published: another version can take its place.', 'versionId');
    for (const table of ['list_price', 'price_rule'])
      await scope.sql(`delete from ${table} where price_list_version_id = $1`, [versionId]);
    await scope.sql('delete from price_list_version where id = $1', [versionId]);
    const { id: listId, resellerId, name } = list;
    return { result: listId, subject: { type: 'PriceList', id: listId, resellerId, reference: name } };
  },
});
