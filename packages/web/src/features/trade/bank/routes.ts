import { page } from '../../../frame/routes.ts';

export const routes = [page('bank', () => import('./BankPage.tsx'), 'BankPage')] as const;
