import { formatDate, id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { judgePriceFile } from './judge-price-file.ts';
import { addVersion, lockList } from './list-versions.ts';
import { priceFile } from './read-price-file.ts';
import { writePrices } from './set-list-prices.ts';

const SAID = 5;

/**
 * Makes a draft of a list from a CSV file: its prices are those of the file, its rules those of the version before. INVALID_INPUT
 * names lines that are wrong, and nothing is kept; CONFLICT if a successor has been published since the file was made, or there
 * is a draft already. [C2] [S62]
 */
export const importPriceList = verb({
  name: 'importPriceList',
  permission: 'PRICE_LIST_WRITE',
  description:
    'The file as an export has it. It becomes a draft, which changes nothing until it is published.',
  input: input('ImportPriceListInput', { priceListId: id(), csv: priceFile() }),
  async run(scope, { priceListId, csv }) {
    const list = await lockList(scope, priceListId);
    const { latest, prices } = await judgePriceFile(scope, list, csv);
    const wrong = prices.filter(({ outcome }) => outcome === 'WRONG');
    if (wrong.length) {
      const said = wrong.slice(0, SAID).map(({ line, problem }) => `Line ${line}: ${problem}`);
      throw invalid(
        'csv',
        [...said, ...(wrong.length > SAID ? [`And ${wrong.length - SAID} more.`] : [])].join(' '),
      );
    }
    const [draft] = await scope.sql<{ day: string; empty: boolean; id: string }>(
      `select v.id, v.valid_from::text as day,
          not exists (select from list_price l where l.price_list_version_id = v.id)
            and not exists (select from price_rule r where r.price_list_version_id = v.id) as empty
        from price_list_version v where v.price_list_id = $1 and v.state = 'DRAFT'`,
      [priceListId],
    );
    if (draft && !draft.empty)
      throw conflict(
        `There is a draft from ${formatDate(draft.day)} already: publish or discard it first.`,
        'priceListId',
      );
    const today = localDate(scope.now);
    const from = latest && latest.validFrom > today ? latest.validFrom : today;
    const version =
      draft?.id ?? (await addVersion(scope, list, { from, state: 'DRAFT', copyOf: latest?.id ?? null }));
    await scope.sql('delete from list_price where price_list_version_id = $1', [version]);
    await writePrices(
      scope,
      list,
      version,
      prices.flatMap(({ productId, fromQuantity, minor }) =>
        productId && fromQuantity && minor !== null ? { productId, fromQuantity, minor } : [],
      ),
    );
    const { resellerId, name } = list;
    return {
      result: priceListId,
      subject: { type: 'PriceList', id: priceListId, resellerId, reference: name },
    };
  },
});
