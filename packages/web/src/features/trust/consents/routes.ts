import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { page, rootRoute } from '../../../frame/routes.ts';

/** What whoever has a letter opens without being signed in. */
export const entryRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'withdraw-consent',
    component: lazyRouteComponent(() => import('./WithdrawByLink.tsx'), 'WithdrawByLink'),
  }),
] as const;

export const routes = [
  page('consents', () => import('./ConsentsPage.tsx'), 'ConsentsPage'),
  page('consents/mine', () => import('./OwnConsents.tsx'), 'OwnConsents'),
] as const;
