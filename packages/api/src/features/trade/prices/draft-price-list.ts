import { date, id, localDate, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { firstDayOfVersion } from './first-day.ts';
import { addVersion, lockList } from './list-versions.ts';

/** Begins another version of a list as a draft with the prices that hold on its day. CONFLICT if there is a draft already. [C2] */
export const draftPriceList = verb({
  name: 'draftPriceList',
  permission: 'PRICE_LIST_WRITE',
  description: 'A draft changes nothing until it is published.',
  input: input('DraftPriceListInput', { priceListId: id(), validFrom: optional(date()) }),
  async run(scope, { priceListId, validFrom }) {
    const list = await lockList(scope, priceListId);
    const from = firstDayOfVersion(scope.now, validFrom ?? localDate(scope.now));
    const drafts = await scope.sql(
      `select from price_list_version where price_list_id = $1 and state = 'DRAFT'`,
      [priceListId],
    );
    if (drafts.length)
      throw conflict('There is a draft of this list already: publish or discard it first.', 'priceListId');
    const [latest] = await scope.sql<{ id: string }>(
      `select id from price_list_version where price_list_id = $1 and valid_from <= $2 and coalesce(valid_until > $2, true)`,
      [priceListId, from],
    );
    await addVersion(scope, list, { from, state: 'DRAFT', copyOf: latest?.id ?? null });
    const { resellerId, name } = list;
    return {
      result: priceListId,
      subject: { type: 'PriceList', id: priceListId, resellerId, reference: name },
    };
  },
});
