import { page } from '../../../frame/routes.ts';

export const routes = [
  page('ledger/vat-numbers', () => import('./VatNumbersPage.tsx'), 'VatNumbersPage'),
] as const;
