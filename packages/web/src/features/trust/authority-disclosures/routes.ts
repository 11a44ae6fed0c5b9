import { page } from '../../../frame/routes.ts';

export const routes = [
  page('authorities', () => import('./AuthoritiesPage.tsx'), 'AuthoritiesPage'),
  page('authorities/$disclosureId', () => import('./AuthorityPage.tsx'), 'AuthorityPage'),
] as const;
