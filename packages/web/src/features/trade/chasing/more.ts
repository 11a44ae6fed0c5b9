import { IconLock, IconMailForward } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    ChasingPolicy: { one: 'Chasing', many: 'Chasing', icon: IconMailForward },
    InvoicePause: { one: 'Dispute or promise', many: 'Disputes and promises' },
    LatePaymentRule: { one: 'Charging of late payment', many: 'Charging of late payment' },
    Restriction: { one: 'Restriction', many: 'Restrictions', icon: IconLock },
    CustomerGroup: { one: 'Group of customers', many: 'Groups of customers' },
    ReferenceRate: { one: 'Bank Rate', many: 'Bank Rates' },
  },
  audit,
  cards: {
    company: [
      {
        key: 'restrictions',
        permission: 'INVOICE_READ',
        order: 1,
        content: part(
          () => import('./Restricted.tsx'),
          'CompanyRestrictions',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
    subscription: [
      {
        key: 'restrictions',
        permission: 'INVOICE_READ',
        order: 0,
        content: part(
          () => import('./Restricted.tsx'),
          'SubscriptionRestrictions',
          ({ id }) => ({ subscriptionId: id }),
        ),
      },
    ],
    invoice: [
      {
        key: 'chasing',
        permission: 'INVOICE_READ',
        order: 30,
        content: part(
          () => import('./InvoiceChasing.tsx'),
          'InvoiceChasing',
          ({ id }) => ({ invoiceId: id }),
        ),
      },
    ],
  },
};
