import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const products = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products',
  component: lazyRouteComponent(
    () => import('../../features/trade/catalogue/ProductsPage.tsx'),
    'ProductsPage',
  ),
});

export const cataloguePages = [products] as const;
