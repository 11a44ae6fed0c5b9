import { IconBuildingBank, IconWallet } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const collections = {
  icon: IconBuildingBank,
  permission: 'INVOICE_READ',
  levels: SELLERS,
  group: 'billing',
} as const;

export const feature: Feature = {
  places: [
    {
      label: 'Payment methods',
      to: '/payment-methods',
      icon: IconWallet,
      permission: 'INVOICE_PAY',
      levels: ['RESELLER', 'COMPANY'],
      group: 'billing',
      order: 26,
      keywords: ['card', 'direct debit', 'mandate', 'bank account'],
    },
    {
      ...collections,
      label: 'Collections',
      to: '/collections',
      order: 27,
      keywords: ['card', 'direct debit', 'failed payments'],
    },
    {
      ...collections,
      label: 'Returned',
      to: '/collections/returned',
      beside: '/collections',
      order: 28,
      keywords: ['charge-back', 'dispute'],
    },
  ],
  home: homePart(
    graphql(`
      fragment CollectingHome on Home {
        collectionsLeftFailed
        chargebacksToAnswer
      }
    `),
    {
      types: ['Collection', 'ReturnedPayment', 'Invoice'],
      tasks: ({ collectionsLeftFailed, chargebacksToAnswer }) => [
        !!chargebacksToAnswer && {
          key: 'chargebacks-to-answer',
          count: chargebacksToAnswer,
          title: `${plural(chargebacksToAnswer, 'payment was', 'payments were')} charged back`,
          detail: 'The bank has taken the money. It can be answered with evidence for some days.',
          href: '/collections/returned?state=OPEN',
          permission: 'PAYMENT_WRITE',
          urgent: true,
          order: 37,
        },
        !!collectionsLeftFailed && {
          key: 'collections-left-failed',
          count: collectionsLeftFailed,
          title: `${plural(collectionsLeftFailed, 'invoice', 'invoices')} could not be collected`,
          detail: 'They are not tried again by themselves. Their customers were asked to pay.',
          href: '/collections?leftFailed=true&issuedByMe=true',
          permission: 'PAYMENT_WRITE',
          urgent: false,
          order: 43,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
