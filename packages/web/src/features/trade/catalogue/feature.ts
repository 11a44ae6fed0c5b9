import { IconPackage } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const products = {
  label: 'Products',
  to: '/products',
  icon: IconPackage,
  permission: 'PRODUCT_READ',
  order: 10,
  keywords: ['catalogue', 'prices'],
} as const;

export const feature: Feature = {
  places: [
    { ...products, levels: SELLERS, group: 'catalogue' },
    { ...products, levels: ['COMPANY'], group: 'services' },
  ],
  more: () => import('./more.ts'),
};
