import { page } from '../../../frame/routes.ts';

export const routes = [
  page('ledger', () => import('./AccountsPage.tsx'), 'AccountsPage'),
  page('ledger/journal', () => import('./JournalPage.tsx'), 'JournalPage'),
  page('ledger/aged-debt', () => import('./AgedDebtPage.tsx'), 'AgedDebtPage'),
  page('ledger/revenue', () => import('./RevenuePage.tsx'), 'RevenuePage'),
  page('ledger/margin', () => import('./MarginPage.tsx'), 'MarginPage'),
  page('ledger/bookkeeping', () => import('./BookkeepingPage.tsx'), 'BookkeepingPage'),
  page('ledger/vat', () => import('./VatPage.tsx'), 'VatPage'),
  page('statement', () => import('./StatementPage.tsx'), 'StatementPage'),
] as const;
