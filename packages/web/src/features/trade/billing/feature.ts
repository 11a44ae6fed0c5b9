import { currencyName } from '@steward/shared';
import {
  IconArrowsExchange,
  IconCalendarDollar,
  IconCalendarDue,
  IconFileInvoice,
} from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Level } from '../../../data/viewer.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { money, moneyList, moneyRounded, monthName, plural } from '../../../lib/format.ts';

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
      label: 'Drafts',
      to: '/invoices/drafts',
      icon: IconFileInvoice,
      permission: 'BILLING_RUN',
      levels: ADMINISTRATORS,
      group: 'billing',
      beside: '/invoices',
      order: 11,
      keywords: ['grace', 'dry run', 'unusual', 'discount', 'purchase order'],
    },
    {
      label: 'Charges',
      to: '/invoices/charges',
      icon: IconFileInvoice,
      permission: 'INVOICE_READ',
      levels: ADMINISTRATORS,
      group: 'billing',
      beside: '/invoices',
      order: 12,
      keywords: ['unbilled', 'not invoiced', 'usage', 'discount'],
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
    {
      label: 'Exchange rates',
      to: '/exchange-rates',
      icon: IconArrowsExchange,
      permission: 'BILLING_RUN',
      levels: ADMINISTRATORS,
      group: 'billing',
      beside: '/billing-runs',
      order: 41,
      keywords: ['currency', 'euro', 'dollar', 'HMRC'],
    },
    {
      label: 'Terms',
      to: '/billing-terms',
      icon: IconCalendarDue,
      permission: 'BILLING_RUN',
      levels: ADMINISTRATORS,
      group: 'billing',
      beside: '/billing-runs',
      order: 42,
      keywords: ['payment days', 'due'],
    },
  ],
  home: homePart(
    graphql(`
      fragment BillingHome on Home {
        failedBillingRuns
        heldBillingRuns
        heldDrafts
        unallocatedCheckouts
        outstanding {
          currency
          minor
        }
        owed {
          currency
          minor
        }
        notInvoiced {
          currency
          minor
        }
        owedOverdueCount
        owedOverdue {
          currency
          minor
        }
        overdueCount
        overdue {
          currency
          minor
        }
        revenue {
          month
          net {
            currency
            minor
          }
        }
      }
    `),
    {
      types: ['Invoice', 'Payment', 'Checkout', 'BillingRun', 'Charge', 'InvoiceDraft'],
      figures: ({ outstanding, owed, notInvoiced }, level) => [
        outstanding !== null && {
          label: level === 'RESELLER' ? 'Customers owe you' : 'Outstanding',
          value: moneyList(outstanding, moneyRounded),
          href: issued('unpaid=true', level),
          order: 70,
        },
        owed !== null && {
          label: 'You owe the platform',
          value: moneyList(owed, moneyRounded),
          href: '/invoices?unpaid=true&issuedByMe=false',
          order: 80,
        },
        !!notInvoiced?.some(({ minor }) => minor !== 0) && {
          label: 'Not invoiced yet',
          value: moneyList(notInvoiced ?? [], moneyRounded),
          href: `/invoices/charges?waiting=true${level === 'COMPANY' ? '' : '&issuedByMe=true'}`,
          order: 90,
        },
      ],
      tasks: (
        {
          overdueCount,
          overdue,
          failedBillingRuns,
          heldBillingRuns,
          heldDrafts,
          unallocatedCheckouts,
          owedOverdueCount,
          owedOverdue,
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
        !!heldBillingRuns && {
          key: 'held-billing-runs',
          count: heldBillingRuns,
          title: `${plural(heldBillingRuns, 'billing run has', 'billing runs have')} passed over customers`,
          detail:
            'An exchange rate is missing by which their VAT is said in pounds. Record it, and run the month again.',
          href: '/exchange-rates',
          permission: 'BILLING_RUN',
          urgent: true,
          order: 36,
        },
        !!heldDrafts && {
          key: 'held-drafts',
          count: heldDrafts,
          title: `${plural(heldDrafts, 'customer’s invoice is', 'customers’ invoices are')} held`,
          detail: 'Billing passes over them until they are released.',
          href: '/invoices/drafts',
          permission: 'BILLING_RUN',
          urgent: false,
          order: 37,
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
          detail: `You should have paid ${moneyList(owedOverdue ?? [])} to the platform by now.`,
          href: '/invoices?overdue=true&issuedByMe=false',
          permission: 'INVOICE_PAY',
          urgent: true,
          order: 39,
        },
        !!overdueCount && {
          key: 'overdue',
          count: overdueCount,
          title: plural(overdueCount, 'invoice is', 'invoices are') + ' overdue',
          detail: `${moneyList(overdue ?? [])} should have been paid by now.`,
          href: issued('overdue=true', level),
          permission: level === 'COMPANY' ? 'INVOICE_PAY' : 'PAYMENT_WRITE',
          urgent: true,
          order: 40,
        },
      ],
      charts: ({ revenue }, level) => {
        const sums = revenue.flatMap(({ net }) => net);
        const billed = sums.filter(({ minor }) => minor !== 0);
        const shown = [...new Set((billed.length > 0 ? billed : sums).map(({ currency }) => currency))];
        const what = level === 'COMPANY' ? 'Spending' : 'Revenue';
        return shown.map((currency) => ({
          title: `${what} without VAT, by date of invoice${shown.length > 1 ? `, in ${currencyName(currency)}` : ''}`,
          measure: 'Net amount',
          bars: revenue.map(({ month, net }) => ({
            label: monthName(month, true),
            value: net.find((one) => one.currency === currency)?.minor ?? 0,
          })),
          format: (minor: number) => money(minor, currency),
          formatShort: (minor: number) => moneyRounded(minor, currency, true),
        }));
      },
    },
  ),
  more: () => import('./more.ts'),
};
