import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const profile = createRoute({
  getParentRoute: () => shellRoute,
  path: 'profile',
  component: lazyRouteComponent(() => import('../../features/people/self/ProfilePage.tsx'), 'ProfilePage'),
});

export const selfPages = [profile] as const;
