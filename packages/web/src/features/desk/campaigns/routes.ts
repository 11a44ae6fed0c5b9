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

export const routes = [
  page('campaigns', () => import('./CampaignsPage.tsx'), 'CampaignsPage'),
  page('campaigns/new', () => import('./WriteCampaign.tsx'), 'WriteCampaign'),
  page('campaigns/$campaignId', () => import('./CampaignPage.tsx'), 'CampaignPage'),
  page('campaigns/$campaignId/edit', () => import('./WriteCampaign.tsx'), 'WriteCampaign'),
] as const;
