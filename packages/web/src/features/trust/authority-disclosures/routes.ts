import { page } from '../../../frame/routes.ts';

export const routes = [
  page('authorities', () => import('./AuthoritiesPage.tsx'), 'AuthoritiesPage'),
  page('authorities/new', () => import('./RecordRequest.tsx'), 'RecordRequest'),
  page('authorities/$disclosureId', () => import('./AuthorityPage.tsx'), 'AuthorityPage'),
] as const;
