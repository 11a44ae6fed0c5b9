import { IconTags } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    PriceList: {
      one: 'Price list',
      many: 'Price lists',
      icon: IconTags,
      page: pageBelow('/price-lists', 'COMPANY'),
    },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'prices',
        label: 'Prices',
        permission: 'PRICE_LIST_READ',
        levels: SELLERS,
        order: 32,
        content: part(
          () => import('./CompanyPrices.tsx'),
          'CompanyPrices',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
};
