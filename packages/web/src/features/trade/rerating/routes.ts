import { page } from '../../../frame/routes.ts';

export const routes = [
  page('reratings', () => import('./ReratingList.tsx'), 'ReratingList'),
  page('reratings/new', () => import('./RerateCalls.tsx'), 'RerateCalls'),
  page('reratings/$reratingId', () => import('./ReratingPage.tsx'), 'ReratingPage'),
] as const;
