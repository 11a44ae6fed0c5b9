import { IconMailForward } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

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
    { ...beside, label: 'Disputes and promises', to: '/chasing/paused', order: 32 },
    { ...beside, label: 'Policy', to: '/chasing/policy', order: 33 },
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
      }
    `),
    {
      types: ['InvoicePause', 'InvoiceReminder', 'Invoice'],
      tasks: ({ disputesToSettle, customersToTalkTo }) => [
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
  more: () => import('./more.ts'),
};
