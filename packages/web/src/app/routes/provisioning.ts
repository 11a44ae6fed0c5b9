import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const provisioning = createRoute({
  getParentRoute: () => shellRoute,
  path: 'provisioning',
  component: lazyRouteComponent(
    () => import('../../features/service/provisioning/ProvisioningPage.tsx'),
    'ProvisioningPage',
  ),
});

const job = createRoute({
  getParentRoute: () => shellRoute,
  path: 'provisioning/$jobId',
  component: lazyRouteComponent(() => import('../../features/service/provisioning/JobPage.tsx'), 'JobPage'),
});

const connectors = createRoute({
  getParentRoute: () => shellRoute,
  path: 'connectors',
  component: lazyRouteComponent(
    () => import('../../features/service/provisioning/ConnectorsPage.tsx'),
    'ConnectorsPage',
  ),
});

export const provisioningPages = [provisioning, job, connectors] as const;
