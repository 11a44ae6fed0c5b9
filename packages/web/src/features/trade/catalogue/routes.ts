import { page } from '../../../frame/routes.ts';

export const routes = [page('products', () => import('./ProductsPage.tsx'), 'ProductsPage')] as const;
