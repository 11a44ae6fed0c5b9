import { IconFilePlus } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
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
    ],
  },
};
