import { IconFilePlus } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: { DebitNote: { one: 'Debit note', many: 'Debit notes', icon: IconFilePlus } },
  audit,
  cards: {
    invoice: [
      {
        key: 'debit-notes',
        permission: 'INVOICE_READ',
        order: 21,
        content: part(
          () => import('./InvoiceDebits.tsx'),
          'InvoiceDebits',
          ({ id }) => ({ invoiceId: id }),
        ),
      },
      {
        key: 'pass-on-debit',
        permission: 'CREDIT_NOTE_WRITE',
        levels: SELLERS,
        when: ({ document }) => document === 'DEBIT_NOTE',
        order: 22,
        content: part(
          () => import('./PassOnDebit.tsx'),
          'PassOnDebit',
          ({ id }) => ({ invoiceId: id }),
        ),
      },
    ],
  },
};
