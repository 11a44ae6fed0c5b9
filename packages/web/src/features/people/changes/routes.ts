import { page } from '../../../frame/routes.ts';

export const routes = [
  page('end-users/import', () => import('./ImportPage.tsx'), 'ImportPage'),
  page('end-users/import/$changeSetId', () => import('./ChangeSetPage.tsx'), 'ChangeSetPage'),
] as const;
