import { IconFileMinus } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    CreditNote: {
      one: 'Credit note',
      many: 'Credit notes',
      icon: IconFileMinus,
      page: pageBelow('/credit-notes', 'END_USER'),
    },
    Overpayment: { one: 'Overpayment', many: 'Overpayments' },
    CreditNotePolicy: { one: 'Approval of credit notes', many: 'Approvals of credit notes' },
  },
  audit,
  cards: {
    invoice: [
      {
        key: 'credit-notes',
        permission: 'INVOICE_READ',
        order: 20,
        content: part(
          () => import('./InvoiceCredits.tsx'),
          'InvoiceCredits',
          ({ id }) => ({ invoiceId: id }),
        ),
      },
    ],
  },
};
