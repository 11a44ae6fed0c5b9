import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const subscriptions = createRoute({
  getParentRoute: () => shellRoute,
  path: 'subscriptions',
  component: lazyRouteComponent(
    () => import('../../features/trade/subscriptions/SubscriptionList.tsx'),
    'SubscriptionList',
  ),
});

const subscribeCompany = createRoute({
  getParentRoute: () => shellRoute,
  path: 'subscriptions/new',
  component: lazyRouteComponent(
    () => import('../../features/trade/subscriptions/SubscribeCompanyPage.tsx'),
    'SubscribeCompanyPage',
  ),
});

const subscription = createRoute({
  getParentRoute: () => shellRoute,
  path: 'subscriptions/$subscriptionId',
  component: lazyRouteComponent(() => import('../pages/Subscription.tsx'), 'Subscription'),
});

const myServices = createRoute({
  getParentRoute: () => shellRoute,
  path: 'services',
  component: lazyRouteComponent(
    () => import('../../features/trade/subscriptions/MyServicesPage.tsx'),
    'MyServicesPage',
  ),
});

export const subscriptionsPages = [subscriptions, subscribeCompany, subscription, myServices] as const;
