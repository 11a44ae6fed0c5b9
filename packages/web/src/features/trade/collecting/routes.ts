import { page } from '../../../frame/routes.ts';

export const routes = [
  page('payment-methods', () => import('./PaymentMethodsPage.tsx'), 'PaymentMethodsPage'),
  page('collections', () => import('./CollectionsPage.tsx'), 'CollectionsPage'),
  page('collections/returned', () => import('./ReturnedPage.tsx'), 'ReturnedPage'),
] as const;
