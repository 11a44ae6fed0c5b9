import { IconPackage } from '@tabler/icons-react';
import { inList, type More } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    Product: { one: 'Product', many: 'Products', icon: IconPackage, page: inList('/products', 'END_USER') },
  },
  audit,
};
