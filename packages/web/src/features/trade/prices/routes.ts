import { page } from '../../../frame/routes.ts';

export const routes = [
  page('price-lists', () => import('./PriceListsPage.tsx'), 'PriceListsPage'),
  page('price-lists/$priceListId', () => import('./PriceListPage.tsx'), 'PriceListPage'),
] as const;
