import { IconBuildingBank } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Bank',
      to: '/bank',
      icon: IconBuildingBank,
      permission: 'BANK_READ',
      levels: ['PLATFORM', 'RESELLER'],
      group: 'billing',
      order: 14,
      keywords: ['statement', 'payments', 'CAMT', 'OFX', 'reconciliation'],
    },
  ],
  home: homePart(
    graphql(`
      fragment BankHome on Home {
        bankEntriesWaiting
      }
    `),
    {
      types: ['BankEntry', 'BankStatement'],
      tasks: ({ bankEntriesWaiting }) => [
        !!bankEntriesWaiting && {
          key: 'bank-entries',
          count: bankEntriesWaiting,
          title: `${plural(bankEntriesWaiting, 'payment waits', 'payments wait')} in the bank`,
          detail: 'Say which invoices they are for.',
          href: '/bank?waiting=true',
          permission: 'PAYMENT_WRITE',
          urgent: false,
          order: 45,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
