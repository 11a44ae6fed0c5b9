import { IconCoins, IconFileMinus } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
  places: [
    {
      label: 'Credit notes',
      to: '/credit-notes',
      icon: IconFileMinus,
      permission: 'INVOICE_READ',
      levels: ADMINISTRATORS,
      group: 'billing',
      order: 12,
      keywords: ['refund', 'correction', 'credit'],
    },
    {
      label: 'Overpayments',
      to: '/overpayments',
      icon: IconCoins,
      permission: 'INVOICE_READ',
      levels: ADMINISTRATORS,
      group: 'billing',
      beside: '/credit-notes',
      order: 13,
      keywords: ['credit', 'paid too much'],
    },
  ],
  home: homePart(
    graphql(`
      fragment CreditNotesHome on Home {
        creditNotesToApprove
        unusedCreditNotes
        unusedOverpayments
      }
    `),
    {
      types: ['CreditNote', 'Overpayment'],
      tasks: ({ creditNotesToApprove, unusedCreditNotes, unusedOverpayments }) => [
        !!creditNotesToApprove && {
          key: 'credit-notes-to-approve',
          count: creditNotesToApprove,
          title: `${plural(creditNotesToApprove, 'credit note waits', 'credit notes wait')} for approval`,
          detail: 'Somebody else has asked for them, and above this sum two have to agree.',
          href: '/credit-notes?state=AWAITING_APPROVAL',
          permission: 'CREDIT_NOTE_WRITE',
          urgent: true,
          order: 36,
        },
        !!unusedCreditNotes && {
          key: 'unused-credit-notes',
          count: unusedCreditNotes,
          title: `${plural(unusedCreditNotes, 'credit note is', 'credit notes are')} not used up`,
          detail: 'Put what is left against an invoice, or pay it back.',
          href: '/credit-notes?unused=true&issuedByMe=true',
          permission: 'CREDIT_NOTE_WRITE',
          urgent: false,
          order: 60,
        },
        !!unusedOverpayments && {
          key: 'unused-overpayments',
          count: unusedOverpayments,
          title: `${plural(unusedOverpayments, 'overpayment is', 'overpayments are')} not used up`,
          detail: 'Put what is left against an invoice, or pay it back.',
          href: '/overpayments?unused=true&issuedByMe=true',
          permission: 'CREDIT_NOTE_WRITE',
          urgent: false,
          order: 61,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
