import { page } from '../../../frame/routes.ts';

export const routes = [
  page('subscriptions', () => import('./SubscriptionList.tsx'), 'SubscriptionList'),
  page('subscriptions/seats', () => import('./SeatsPage.tsx'), 'SeatsPage'),
  page('subscriptions/$subscriptionId', () => import('./SubscriptionPage.tsx'), 'SubscriptionPage'),
  page('services', () => import('./MyServicesPage.tsx'), 'MyServicesPage'),
] as const;
