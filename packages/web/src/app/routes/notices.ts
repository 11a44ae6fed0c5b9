import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const notices = createRoute({
  getParentRoute: () => shellRoute,
  path: 'notices',
  component: lazyRouteComponent(() => import('../../features/desk/notices/NoticesPage.tsx'), 'NoticesPage'),
});

const publishNotice = createRoute({
  getParentRoute: () => shellRoute,
  path: 'notices/new',
  component: lazyRouteComponent(
    () => import('../../features/desk/notices/PublishNoticePage.tsx'),
    'PublishNoticePage',
  ),
});

const notice = createRoute({
  getParentRoute: () => shellRoute,
  path: 'notices/$noticeId',
  component: lazyRouteComponent(() => import('../../features/desk/notices/NoticePage.tsx'), 'NoticePage'),
});

export const noticePages = [notices, publishNotice, notice] as const;
