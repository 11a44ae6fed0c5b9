import { addDays, localDate, monthOf } from '@steward/shared';
import type { Demonstration, DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { addPriceList } from './add-price-list.ts';
import { draftPriceList } from './draft-price-list.ts';
import { publishPriceList } from './publish-price-list.ts';
import { setCompanyPrice } from './set-company-price.ts';
import { setListPrices } from './set-list-prices.ts';

/** Price lists to look at: the platform's wholesale with a version to come, Northwind's made of mark-ups, and what Globex pays. */
async function playPrices(demonstration: Demonstration): Promise<void> {
  const { inScope, setting } = demonstration;
  const products = new Map(
    (
      await inScope((scope) =>
        scope.sql<{ id: string; code: string; minor: number }>(
          'select id, code, list_wholesale_minor as minor from product',
        ),
      )
    ).map((product) => [product.code, product]),
  );
  const [globex] = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
  );
  const [staff, northwind] = await Promise.all(
    ['staff@xe2.example', 'admin@northwind.example'].map((email) => actAs(demonstration, email)),
  );
  if (!staff || !northwind || !globex) return;
  const price = (code: string, fromQuantity: number, minor: number) => ({
    productId: products.get(code)?.id ?? '',
    fromQuantity,
    minor,
  });
  const draftOf = async (priceListId: string): Promise<string> => {
    const [draft] = await inScope((scope) =>
      scope.sql<{ id: string }>(
        `select id from price_list_version where price_list_id = $1 and state = 'DRAFT'`,
        [priceListId],
      ),
    );
    return draft?.id ?? '';
  };
  const wholesale = await perform(staff, addPriceList, { name: 'Wholesale', everyone: true });
  const first = await draftOf(wholesale);
  await perform(staff, setListPrices, {
    versionId: first,
    prices: [
      ...[...products.values()].map(({ code, minor }) => price(code, 1, minor)),
      price('MBX-50', 100, 215),
      price('LIC-OFFICE', 50, 720),
    ],
  });
  await perform(staff, publishPriceList, { versionId: first });
  const day = addDays(localDate(setting.scopes.clock.now()), 45);
  await perform(staff, draftPriceList, { priceListId: wholesale, validFrom: day });
  const second = await draftOf(wholesale);
  await perform(staff, setListPrices, {
    versionId: second,
    prices: [price('MBX-50', 1, 250), price('MBX-100', 1, 435), price('LIC-OFFICE', 1, 795)],
  });
  await perform(staff, publishPriceList, { versionId: second });

  const key = await perform(northwind, addPriceList, { name: 'Key accounts', companyIds: [globex.id] });
  const rules = await draftOf(key);
  await perform(northwind, setListPrices, {
    versionId: rules,
    prices: [price('MBX-50', 1, 375)],
    rules: [
      { percentBp: 3_500, rounding: 'TO_5' },
      { category: 'LICENCE', percentBp: 2_000, rounding: 'TO_9' },
    ],
  });
  await perform(northwind, publishPriceList, { versionId: rules });
  await perform(northwind, setCompanyPrice, {
    companyId: globex.id,
    productId: products.get('TEL-LINE')?.id ?? '',
    minor: 3_600,
    validUntil: addDays(localDate(setting.scopes.clock.now()), 365),
  });
}

/** In euros nothing has a price before a list names one: Northwind's for whoever pays in them. */
async function playEuros(demonstration: PastDemonstration): Promise<void> {
  const { inScope, today } = demonstration;
  await demonstration.asStaffAt(addDays(`${monthOf(addDays(`${monthOf(today)}-01`, -1))}-01`, 2), '10:00:00');
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  const priceListId = await perform(northwind, addPriceList, {
    name: 'Euro prices',
    currency: 'EUR',
    everyone: true,
  });
  const prices = await inScope((scope) =>
    scope.sql<{ productId: string; fromQuantity: number; minor: number }>(
      `select id as "productId", 1 as "fromQuantity", (ceil(list_retail_minor * 1.2 / 50) * 50 - 1)::integer as minor from product
        where code in ('MBX-50', 'MBX-100', 'MBX-SHARED', 'ARC-10', 'SEC-MAIL', 'LIC-OFFICE', 'HOST-APP')`,
    ),
  );
  const [draft] = await inScope((scope) =>
    scope.sql<{ versionId: string }>(
      'select id as "versionId" from price_list_version where price_list_id = $1',
      [priceListId],
    ),
  );
  if (!draft) return;
  await perform(northwind, setListPrices, { ...draft, prices });
  await perform(northwind, publishPriceList, draft);
}

/** What Globex pays for gigabytes of backup, since last month: less for those beyond 200. */
async function playTiers(demonstration: PastDemonstration): Promise<void> {
  const { inScope, today, asStaffAt } = demonstration;
  await asStaffAt(`${monthOf(addDays(`${monthOf(today)}-01`, -1))}-01`, '08:00:00');
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  const [given] = await inScope((scope) =>
    scope.sql<{ companyId: string; productId: string }>(
      `select c.id as "companyId", p.id as "productId" from company c, product p where c.name = 'Globex Ltd' and p.code = 'BKP-GB'`,
    ),
  );
  if (!given) return;
  for (const [fromQuantity, minor] of [
    [1, 12],
    [201, 9],
  ] as const)
    await perform(northwind, setCompanyPrice, { ...given, fromQuantity, minor });
}

export const demo: DemoPart = {
  past: async (demonstration) => {
    await playEuros(demonstration);
    await playTiers(demonstration);
  },
  present: playPrices,
};
