import { IconCalendarDollar, IconFileInvoice } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Level } from '../../../data/viewer.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { money, moneyRounded, monthName, plural } from '../../../lib/format.ts';

/** Sellers see invoices that they have to pay, too; a company sees none but those. */
const issued = (filter: string, level: Level): string =>
  `/invoices?${filter}${level === 'COMPANY' ? '' : '&issuedByMe=true'}`;

export const feature: Feature = {
  places: [
    {
      label: 'Invoices',
      to: '/invoices',
      icon: IconFileInvoice,
      permission: 'INVOICE_READ',
      levels: ADMINISTRATORS,
      group: 'billing',
      order: 10,
      keywords: ['payments'],
    },
    {
      label: 'Billing runs',
      to: '/billing-runs',
      icon: IconCalendarDollar,
      permission: 'BILLING_RUN',
      levels: ADMINISTRATORS,
      group: 'billing',
      order: 40,
    },
  ],
  home: homePart(
    graphql(`
      fragment BillingHome on Home {
        failedBillingRuns
        unallocatedCheckouts
        outstandingMinor
        owedMinor
        owedOverdueCount
        owedOverdueMinor
        overdueCount
        overdueMinor
        revenue {
          month
          netMinor
        }
      }
    `),
    {
      types: ['Invoice', 'Payment', 'Checkout', 'BillingRun'],
      figures: ({ outstandingMinor, owedMinor }, level) => [
        outstandingMinor !== null && {
          label: level === 'RESELLER' ? 'Customers owe you' : 'Outstanding',
          value: moneyRounded(outstandingMinor),
          href: issued('unpaid=true', level),
          order: 70,
        },
        owedMinor !== null && {
          label: 'You owe the platform',
          value: moneyRounded(owedMinor),
          href: '/invoices?unpaid=true&issuedByMe=false',
          order: 80,
        },
      ],
      tasks: (
        {
          overdueCount,
          overdueMinor,
          failedBillingRuns,
          unallocatedCheckouts,
          owedOverdueCount,
          owedOverdueMinor,
        },
        level,
      ) => [
        !!failedBillingRuns && {
          key: 'failed-billing-runs',
          count: failedBillingRuns,
          title: `${plural(failedBillingRuns, 'billing run has', 'billing runs have')} failed`,
          detail: 'Some customers have no invoice yet. Run the month again for the rest.',
          href: '/billing-runs',
          permission: 'BILLING_RUN',
          urgent: true,
          order: 35,
        },
        !!unallocatedCheckouts && {
          key: 'unallocated-checkouts',
          count: unallocatedCheckouts,
          title: `${plural(unallocatedCheckouts, 'card payment is', 'card payments are')} not put against an invoice`,
          detail: 'More came in than was due, or another sum than was asked for.',
          href: '/invoices?unallocated=true',
          permission: 'CARD_MONEY_RESOLVE',
          urgent: true,
          order: 38,
        },
        !!owedOverdueCount && {
          key: 'owed-overdue',
          count: owedOverdueCount,
          title: `${plural(owedOverdueCount, 'invoice', 'invoices')} to you ${owedOverdueCount === 1 ? 'is' : 'are'} overdue`,
          detail: `You should have paid ${money(owedOverdueMinor ?? 0)} to the platform by now.`,
          href: '/invoices?overdue=true&issuedByMe=false',
          permission: 'INVOICE_PAY',
          urgent: true,
          order: 39,
        },
        !!overdueCount && {
          key: 'overdue',
          count: overdueCount,
          title: plural(overdueCount, 'invoice is', 'invoices are') + ' overdue',
          detail: `${money(overdueMinor ?? 0)} should have been paid by now.`,
          href: issued('overdue=true', level),
          permission: level === 'COMPANY' ? 'INVOICE_PAY' : 'PAYMENT_WRITE',
          urgent: true,
          order: 40,
        },
      ],
      charts: ({ revenue }, level) => [
        revenue.length > 0 && {
          title:
            level === 'COMPANY'
              ? 'Spending without VAT, by date of invoice'
              : 'Revenue without VAT, by date of invoice',
          measure: 'Net amount',
          bars: revenue.map(({ month, netMinor }) => ({ label: monthName(month, true), value: netMinor })),
          format: (minor) => money(minor),
          formatShort: (minor) => moneyRounded(minor, 'GBP', true),
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
