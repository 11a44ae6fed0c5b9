import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './root.ts';

const home = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../../features/platform/oversight/HomePage.tsx'), 'HomePage'),
});

const audit = createRoute({
  getParentRoute: () => shellRoute,
  path: 'audit',
  component: lazyRouteComponent(() => import('../../features/platform/oversight/AuditPage.tsx'), 'AuditPage'),
});

const outbox = createRoute({
  getParentRoute: () => shellRoute,
  path: 'outbox',
  component: lazyRouteComponent(
    () => import('../../features/platform/oversight/OutboxPage.tsx'),
    'OutboxPage',
  ),
});

const mail = createRoute({
  getParentRoute: () => shellRoute,
  path: 'outbox/$mailId',
  component: lazyRouteComponent(() => import('../../features/platform/oversight/MailPage.tsx'), 'MailPage'),
});

export const oversightPages = [home, audit, outbox, mail] as const;
