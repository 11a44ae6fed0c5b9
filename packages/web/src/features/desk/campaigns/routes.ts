import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { page, rootRoute } from '../../../frame/routes.ts';

/** What whoever has a letter opens without being signed in. */
export const entryRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'unsubscribe/$token',
    component: lazyRouteComponent(() => import('./UnsubscribePage.tsx'), 'UnsubscribePage'),
  }),
] as const;

const pages = () => import('./pages.ts');

export const routes = [
  page('campaigns', pages, 'CampaignsPage'),
  page('campaigns/new', pages, 'WriteCampaign'),
  page('campaigns/$campaignId', pages, 'CampaignPage'),
  page('campaigns/$campaignId/edit', pages, 'WriteCampaign'),
] as const;
