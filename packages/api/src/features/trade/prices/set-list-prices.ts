import { currencyName, id, priceMinor } from '@steward/shared';
import { z } from 'zod';
import { input, nested, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { Reseller } from '../../platform/tenancy/index.ts';
import { ProductCategory } from '../catalogue/index.ts';
import { type LockedList, lockVersion } from './list-versions.ts';
import { PriceRounding } from './price-list.entity.ts';

/** A price of a draft; null takes it away, so that a rule or the catalogue says it. */
const pricedProduct = nested(
  'ListPriceInput',
  z.object({
    productId: id(),
    fromQuantity: z.number().int().min(1, 'Must be at least 1.').max(100_000, 'May be at most 100,000.'),
    minor: priceMinor().nullable(),
  }),
);
export type GivenPrice = z.infer<typeof pricedProduct>;

const ruleInput = nested(
  'PriceRuleInput',
  z.object({
    productId: id().nullish(),
    category: oneOf(ProductCategory).nullish(),
    percentBp: z
      .number()
      .int('Must be whole hundredths of a per cent.')
      .min(-9_000, 'Must be at least -90 %.')
      .max(100_000, 'May be at most 1,000 %.'),
    amountMinor: z
      .number()
      .int('Must be a whole number of pence or cents.')
      .min(-100_000_000, 'Must be at least -1,000,000.00.')
      .max(100_000_000, 'May be at most 1,000,000.00.')
      .nullish(),
    rounding: oneOf(PriceRounding),
  }),
);
export type GivenRule = z.infer<typeof ruleInput>;

const MOST = 2_000;

/**
 * Writes prices, and the rules of a retail list, into a draft: of prices those that are given, of rules all. CONFLICT for a version
 * that has been published. [C2] [C3]
 */
export const setListPrices = verb({
  name: 'setListPrices',
  permission: 'PRICE_LIST_WRITE',
  description: 'Prices that are not named stay; rules are given all together.',
  input: input('SetListPricesInput', {
    versionId: id(),
    prices: z.array(pricedProduct).max(MOST, `May hold at most ${MOST.toLocaleString('en-GB')} prices.`),
    rules: z.array(ruleInput).max(100, 'May hold at most 100 rules.').nullish(),
  }),
  async run(scope, { versionId, prices, rules }) {
    const { state, list } = await lockVersion(scope, versionId);
    if (state !== 'DRAFT')
      throw conflict('It has been published and is not changed: begin another version.', 'versionId');
    await writePrices(scope, list, versionId, prices);
    if (rules) await writeRules(scope, list, versionId, rules);
    const { id: listId, resellerId, name } = list;
    return { result: listId, subject: { type: 'PriceList', id: listId, resellerId, reference: name } };
  },
});

/** Of prices that are given twice the last one counts. NOT_FOUND for a product that there is not. */
export async function writePrices(
  scope: Scope,
  { resellerId }: Pick<LockedList, 'resellerId'>,
  versionId: string,
  prices: readonly GivenPrice[],
): Promise<void> {
  if (!prices.length) return;
  const last = new Map(prices.map((price) => [`${price.productId} ${price.fromQuantity}`, price]));
  const given = [...last.values()];
  await assertProducts(
    scope,
    given.map(({ productId }) => productId),
  );
  const rows = JSON.stringify(given);
  const from = 'jsonb_to_recordset($1) g ("productId" uuid, "fromQuantity" integer, minor integer)';
  await scope.sql(
    `delete from list_price l using ${from}
      where l.price_list_version_id = $2 and l.product_id = g."productId" and l.from_quantity = g."fromQuantity"`,
    [rows, versionId],
  );
  await scope.sql(
    `insert into list_price (id, reseller_id, price_list_version_id, product_id, from_quantity, minor)
       select uuidv7(), $3, $2, g."productId", g."fromQuantity", g.minor from ${from} where g.minor is not null`,
    [rows, versionId, resellerId],
  );
}

async function writeRules(
  scope: Scope,
  { resellerId, kind, currency }: LockedList,
  versionId: string,
  rules: readonly GivenRule[],
): Promise<void> {
  if (rules.length && kind === 'WHOLESALE')
    throw invalid('rules', 'Must be left out: a mark-up is put on wholesale, in a list for companies.');
  const paid = (await scope.load(Reseller, resellerId)).currency;
  if (rules.length && currency !== paid)
    throw invalid(
      'rules',
      `Must be left out: a mark-up is put on what you pay, which is in ${currencyName(paid)}, and this list is in ${currencyName(currency)}. Say its prices one by one.`,
    );
  const once = new Set<string>();
  for (const [i, { productId, category }] of rules.entries()) {
    if (productId && category)
      throw invalid(`rules.${i}.category`, 'Must be left out where the rule is about one product.');
    const about = productId ?? category ?? 'all';
    if (once.has(about)) throw invalid(`rules.${i}`, 'Must be the only rule about the same.');
    once.add(about);
  }
  await assertProducts(
    scope,
    rules.flatMap(({ productId }) => productId ?? []),
  );
  await scope.sql('delete from price_rule where price_list_version_id = $1', [versionId]);
  await scope.sql(
    `insert into price_rule (id, reseller_id, price_list_version_id, product_id, category, percent_bp, amount_minor, rounding)
       select uuidv7(), $3, $2, g."productId", g.category, g."percentBp", coalesce(g."amountMinor", 0), g.rounding
         from jsonb_to_recordset($1) g ("productId" uuid, category text, "percentBp" integer, "amountMinor" integer, rounding text)`,
    [JSON.stringify(rules), versionId, resellerId],
  );
}

async function assertProducts(scope: Scope, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (!wanted.length) return;
  const found = await scope.sql('select from product where id = any ($1)', [wanted]);
  if (found.length !== wanted.length) throw notFound('product');
}
