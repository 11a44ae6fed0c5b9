import { page } from '../../../frame/routes.ts';

export const routes = [
  page('orders', () => import('./OrderList.tsx'), 'OrderList'),
  page('orders/new', () => import('./PlaceOrderPage.tsx'), 'PlaceOrderPage'),
  page('orders/approval', () => import('./OrderApprovalPage.tsx'), 'OrderApprovalPage'),
  page('orders/$orderId', () => import('./OrderPage.tsx'), 'OrderPage'),
] as const;
