import { IconId } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: { VatNumberCheck: { one: 'VAT number', many: 'VAT numbers', icon: IconId } },
  audit,
  cards: {
    company: [
      {
        key: 'vat-number',
        permission: 'VAT_NUMBER_READ',
        levels: SELLERS,
        order: 20,
        content: part(
          () => import('./VatNumberCard.tsx'),
          'CompanyVatNumber',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
    reseller: [
      {
        key: 'vat-number',
        permission: 'VAT_NUMBER_READ',
        levels: SELLERS,
        when: ({ isPlatform }) => !isPlatform,
        order: 20,
        content: part(
          () => import('./VatNumberCard.tsx'),
          'ResellerVatNumber',
          ({ id }) => ({ resellerId: id }),
        ),
      },
    ],
  },
};
