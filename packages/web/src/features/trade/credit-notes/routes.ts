import { page } from '../../../frame/routes.ts';

export const routes = [
  page('credit-notes', () => import('./CreditNoteList.tsx'), 'CreditNoteList'),
  page('credit-notes/$creditNoteId', () => import('./CreditNotePage.tsx'), 'CreditNotePage'),
  page('overpayments', () => import('./OverpaymentList.tsx'), 'OverpaymentList'),
] as const;
