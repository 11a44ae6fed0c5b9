import { page } from '../../../frame/routes.ts';

export const routes = [
  page('/', () => import('./HomePage.tsx'), 'HomePage'),
  page('audit', () => import('./AuditPage.tsx'), 'AuditPage'),
  page('audit/proof', () => import('./AuditProofPage.tsx'), 'AuditProofPage'),
  page('audit/$entryId', () => import('./AuditEntryPage.tsx'), 'AuditEntryPage'),
] as const;
