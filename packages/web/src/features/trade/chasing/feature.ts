import { IconMailForward } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { count, date, plural } from '../../../lib/format.ts';

const chasing = {
  icon: IconMailForward,
  permission: 'CHASING_WRITE',
  levels: SELLERS,
  group: 'billing',
} as const;
const beside = { ...chasing, beside: '/chasing' } as const;

export const feature: Feature = {
  places: [
    {
      ...chasing,
      label: 'Chasing',
      to: '/chasing',
      order: 30,
      keywords: ['reminders', 'overdue', 'dunning'],
    },
    { ...beside, label: 'To talk to', to: '/chasing/to-talk-to', order: 31 },
    { ...beside, label: 'Restricted', to: '/chasing/restricted', order: 31, keywords: ['suspended', 'debt'] },
    { ...beside, label: 'Disputes and promises', to: '/chasing/paused', order: 32 },
    { ...beside, label: 'Policy', to: '/chasing/policy', order: 33 },
    { ...beside, label: 'Groups', to: '/chasing/groups', order: 33, keywords: ['customers'] },
    {
      ...beside,
      permission: 'REFERENCE_RATE_WRITE',
      label: 'Bank Rate',
      to: '/chasing/rates',
      order: 34,
      keywords: ['late payment', 'interest'],
    },
  ],
  home: homePart(
    graphql(`
      fragment ChasingHome on Home {
        disputesToSettle
        customersToTalkTo
        customersRestricted
        suspendedForDebt
        restrictedForDebt
        restrictionsFrom
      }
    `),
    {
      types: ['InvoicePause', 'InvoiceReminder', 'Invoice', 'Restriction'],
      figures: ({ customersRestricted }) => [
        !!customersRestricted && {
          label: 'Customers restricted',
          value: count(customersRestricted),
          href: '/chasing/restricted',
          order: 75,
        },
      ],
      tasks: ({
        disputesToSettle,
        customersToTalkTo,
        suspendedForDebt,
        restrictedForDebt,
        restrictionsFrom,
      }) => [
        Boolean(suspendedForDebt || restrictedForDebt) && {
          key: 'restricted-for-debt',
          count: 1,
          title: suspendedForDebt ? 'Services are suspended' : 'Nothing new can be ordered',
          detail: 'An invoice is overdue. It ends by itself once that is paid.',
          href: '/invoices?overdue=true&issuedByMe=false',
          permission: 'INVOICE_PAY',
          urgent: true,
          order: 1,
        },
        !!restrictionsFrom && {
          key: 'restrictions-from',
          count: 1,
          title: `Pay before ${date(restrictionsFrom)}`,
          detail: 'On that day orders are stopped or services suspended for an invoice that is overdue.',
          href: '/invoices?overdue=true&issuedByMe=false',
          permission: 'INVOICE_PAY',
          urgent: true,
          order: 2,
        },
        !!disputesToSettle && {
          key: 'disputes-to-settle',
          count: disputesToSettle,
          title: `${plural(disputesToSettle, 'invoice is', 'invoices are')} disputed`,
          detail: 'Their customers do not agree with them. They are not chased until you settle that.',
          href: '/chasing/paused?kind=DISPUTE&pausing=true',
          permission: 'CHASING_WRITE',
          urgent: true,
          order: 41,
        },
        !!customersToTalkTo && {
          key: 'customers-to-talk-to',
          count: customersToTalkTo,
          title: `${plural(customersToTalkTo, 'customer')} to talk to`,
          detail: 'They have not paid in spite of the last reminder.',
          href: '/chasing/to-talk-to',
          permission: 'CHASING_WRITE',
          urgent: true,
          order: 42,
        },
      ],
    },
  ),
  cards: {
    home: [
      {
        key: 'restrictions',
        permission: 'INVOICE_READ',
        levels: ['COMPANY', 'RESELLER'],
        order: 1,
        content: part(
          () => import('./Restricted.tsx'),
          'OwnRestrictions',
          () => ({}),
        ),
      },
    ],
  },
  more: () => import('./more.ts'),
};
