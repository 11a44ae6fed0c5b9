import { page } from '../../../frame/routes.ts';

export const routes = [
  page('notices', () => import('./NoticesPage.tsx'), 'NoticesPage'),
  page('notices/new', () => import('./PublishNoticePage.tsx'), 'PublishNoticePage'),
  page('notices/$noticeId', () => import('./NoticePage.tsx'), 'NoticePage'),
] as const;
