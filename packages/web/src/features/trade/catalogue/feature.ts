import { IconPackage } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { page } from '../../../frame/routes.ts';

export const routes = [page('products', () => import('./ProductsPage.tsx'), 'ProductsPage')] as const;

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
  things: { Product: { one: 'Product', many: 'Products', icon: IconPackage } },
  audit: {
    addProduct: 'Add product',
    updateProduct: 'Change product',
    setRetailPrice: 'Set retail price',
  },
};
