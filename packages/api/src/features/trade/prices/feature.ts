import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting, today } from '../../../kernel/protection.ts';
import { children } from '../../../kernel/read/list.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Company, ownCurrency } from '../../platform/tenancy/index.ts';
import { Product } from '../catalogue/index.ts';
import { addPriceList } from './add-price-list.ts';
import { discardPriceListDraft } from './discard-price-list-draft.ts';
import { draftPriceList } from './draft-price-list.ts';
import { importPriceList } from './import-price-list.ts';
import {
  CompanyPrice,
  ListPrice,
  PriceList,
  PriceListCustomer,
  PriceListVersion,
  PriceRule,
} from './price-list.entity.ts';
import { companyPrices, priceLists } from './price-list.list.ts';
import { priceListGrid } from './price-list-grid.ts';
import { priceListImport } from './price-list-import.ts';
import pricesSql from './prices.sql?raw';
import { publishPriceList } from './publish-price-list.ts';
import { setCompanyPrice } from './set-company-price.ts';
import { setListPrices } from './set-list-prices.ts';
import { setRetailPrice } from './set-retail-price.ts';
import { updatePriceList } from './update-price-list.ts';

const permissions = {
  PRICE_WRITE: { area: 'services', levels: ['RESELLER'], words: 'Set one’s own retail prices' },
  PRICE_LIST_READ: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See price lists and what is agreed with single companies',
  },
  PRICE_LIST_WRITE: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Change and publish price lists, and agree prices with companies',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const pricesFeature = feature({
  name: 'trade/prices',
  needs: ['platform/tenancy', 'people/identity', 'people/roles', 'trade/catalogue'],
  permissions,
  tables: [PriceList, PriceListCustomer, PriceListVersion, ListPrice, PriceRule, CompanyPrice],
  sql: [pricesSql],
  lists: [priceLists, companyPrices],
  verbs: [
    mutation(setRetailPrice, Product),
    mutation(addPriceList, PriceList),
    mutation(updatePriceList, PriceList),
    mutation(draftPriceList, PriceList),
    mutation(setListPrices, PriceList),
    mutation(publishPriceList, PriceList),
    mutation(discardPriceListDraft, PriceList),
    mutation(importPriceList, PriceList),
    mutation(setCompanyPrice, Company),
  ],
  views: [priceListGrid, priceListImport],
  fields: [
    added(
      Product,
      'retailMinor',
      Computed(
        () => GraphQLMinor,
        (row) => `select r.minor from retail_here(${row}.id, null, 1, ${today}) r`,
        { nullable: true, description: 'What a company pays for it here; null where no list says so yet.' },
      ),
    ),
    added(
      Product,
      'wholesaleMinor',
      Computed(
        () => GraphQLMinor,
        (row) => `select w.minor from wholesale_here(${row}.id, ${setting('reseller_id')}, 1, ${today}) w`,
        {
          nullable: true,
          levels: ['PLATFORM', 'RESELLER'],
          description: 'What the reseller pays the platform for it; not shown below the reseller.',
        },
      ),
    ),
    added(
      Product,
      'pricedIn',
      Computed(
        () => String,
        (_row, level) => ownCurrency(level),
        { description: 'The currency of retailMinor and wholesaleMinor: that of whoever asks.' },
      ),
    ),
    children(Company, 'prices', companyPrices, 'company_id'),
  ],
  audits: {
    PriceList: { label: 'Price list' },
  },
  demo: () => import('./demo.ts'),
});
