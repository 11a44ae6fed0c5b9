import { page } from '../../../frame/routes.ts';

export const routes = [
  page('requests', () => import('./RequestsPage.tsx'), 'RequestsPage'),
  page('requests/corrections', () => import('./CorrectionList.tsx'), 'CorrectionList'),
] as const;
