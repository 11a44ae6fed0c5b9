import { page } from '../../../frame/routes.ts';

export const routes = [page('held-data', () => import('./HeldDataPage.tsx'), 'HeldDataPage')] as const;
