import { setting } from '../../../kernel/protection.ts';
import { beginsWith, by, choice, equals, list } from '../../../kernel/read/list.ts';
import { CompanyPrice, PriceList, PriceListKind } from './price-list.entity.ts';

/** The lists that whoever looks issues. [C2] */
export const priceLists = list(PriceList, {
  name: 'priceLists',
  permission: 'PRICE_LIST_READ',
  only: (row) => `${row}.reseller_id = ${setting('reseller_id')}`,
  filters: { search: beginsWith('name_key'), kind: choice('kind', PriceListKind) },
  sorts: { NAME: [by('name_key')] },
  order: ['NAME', 'ASC'],
});

/** What single companies pay. [C3] */
export const companyPrices = list(CompanyPrice, {
  name: 'companyPrices',
  permission: 'PRICE_LIST_READ',
  filters: { companyId: equals('company_id'), productId: equals('product_id') },
  sorts: { VALID_FROM: [by('valid_from', 'date')] },
  order: ['VALID_FROM', 'DESC'],
});
