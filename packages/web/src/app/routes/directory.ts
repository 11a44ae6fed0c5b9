import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const endUsers = createRoute({
  getParentRoute: () => shellRoute,
  path: 'end-users',
  component: lazyRouteComponent(() => import('../pages/EndUsers.tsx'), 'EndUsers'),
});

const addEndUser = createRoute({
  getParentRoute: () => shellRoute,
  path: 'end-users/new',
  component: lazyRouteComponent(
    () => import('../../features/people/directory/AddEndUserPage.tsx'),
    'AddEndUserPage',
  ),
});

const importEndUsers = createRoute({
  getParentRoute: () => shellRoute,
  path: 'end-users/import',
  component: lazyRouteComponent(
    () => import('../../features/people/directory/import/ImportPage.tsx'),
    'ImportPage',
  ),
});

const importPreview = createRoute({
  getParentRoute: () => shellRoute,
  path: 'end-users/import/$importId',
  component: lazyRouteComponent(
    () => import('../../features/people/directory/import/ImportPreviewPage.tsx'),
    'ImportPreviewPage',
  ),
});

const endUser = createRoute({
  getParentRoute: () => shellRoute,
  path: 'end-users/$endUserId',
  component: lazyRouteComponent(() => import('../pages/EndUser.tsx'), 'EndUser'),
});

const domains = createRoute({
  getParentRoute: () => shellRoute,
  path: 'domains',
  component: lazyRouteComponent(() => import('../../features/people/directory/DomainList.tsx'), 'DomainList'),
});

export const directoryPages = [
  endUsers,
  addEndUser,
  importEndUsers,
  importPreview,
  endUser,
  domains,
] as const;
