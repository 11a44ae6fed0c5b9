import { page } from '../../../frame/routes.ts';

export const routes = [page('quotas', () => import('./QuotaList.tsx'), 'QuotaList')] as const;
