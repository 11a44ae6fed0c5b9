import { IconBook2, IconReceipt } from '@tabler/icons-react';
import type { Feature } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';

const ledger = {
  icon: IconBook2,
  permission: 'LEDGER_READ',
  levels: SELLERS,
  group: 'billing',
} as const;
const beside = { ...ledger, beside: '/ledger' } as const;

export const feature: Feature = {
  places: [
    {
      ...ledger,
      label: 'Ledger',
      to: '/ledger',
      order: 44,
      keywords: ['trial balance', 'accounts', 'bookkeeping'],
    },
    {
      ...beside,
      label: 'Revenue',
      to: '/ledger/revenue',
      order: 45,
      keywords: ['MRR', 'recurring', 'churn', 'margin', 'profit'],
    },
    { ...beside, label: 'Aged debt', to: '/ledger/aged-debt', order: 46, keywords: ['debtors', 'overdue'] },
    { ...beside, label: 'VAT', to: '/ledger/vat', order: 47, keywords: ['VAT return', 'tax'] },
    { ...beside, label: 'Journal', to: '/ledger/journal', order: 49, keywords: ['postings', 'entries'] },
    {
      ...beside,
      label: 'Bookkeeping',
      to: '/ledger/bookkeeping',
      order: 50,
      keywords: ['Xero', 'Sage', 'QuickBooks', 'export', 'nominal codes'],
    },
    {
      label: 'Statement',
      to: '/statement',
      icon: IconReceipt,
      permission: 'INVOICE_READ',
      levels: ['RESELLER', 'COMPANY'],
      group: 'billing',
      order: 15,
      keywords: ['account', 'balance', 'what we owe'],
    },
  ],
  more: () => import('./more.ts'),
};
