import { IconWallet } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    StoredMethod: { one: 'Payment method', many: 'Payment methods', icon: IconWallet },
    Collection: { one: 'Collection', many: 'Collections' },
    ReturnedPayment: { one: 'Returned payment', many: 'Returned payments' },
    CardRefund: { one: 'Refund', many: 'Refunds' },
  },
  audit,
  cards: {
    invoice: [
      {
        key: 'collecting',
        permission: 'INVOICE_READ',
        order: 20,
        content: part(
          () => import('./InvoiceCollection.tsx'),
          'InvoiceCollection',
          ({ id }) => ({ invoiceId: id }),
        ),
      },
    ],
  },
};
