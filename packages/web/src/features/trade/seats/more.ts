import { IconScale } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    SupplierBill: {
      one: 'Supplier’s bill',
      many: 'Suppliers’ bills',
      icon: IconScale,
      page: pageBelow('/supplier-bills', 'RESELLER', 'COMPANY', 'END_USER'),
    },
  },
  audit,
};
