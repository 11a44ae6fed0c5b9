import { page } from '../../../frame/routes.ts';

export const routes = [
  page('/', () => import('./HomePage.tsx'), 'HomePage'),
  page('audit', () => import('./AuditPage.tsx'), 'AuditPage'),
] as const;
