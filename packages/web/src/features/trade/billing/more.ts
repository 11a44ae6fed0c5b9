import { IconFileInvoice } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';
import { companyBalance, resellerBalance } from './figures.ts';

export const more: More = {
  things: {
    Invoice: {
      one: 'Invoice',
      many: 'Invoices',
      icon: IconFileInvoice,
      page: pageBelow('/invoices', 'END_USER'),
    },
    BillingSettings: { one: 'Billing by itself', many: 'Billing by itself' },
    Charge: { one: 'Charge or discount', many: 'Charges and discounts' },
    InvoiceDraft: { one: 'Coming invoice', many: 'Coming invoices' },
    Payment: { one: 'Payment', many: 'Payments' },
    Checkout: { one: 'Card payment', many: 'Card payments' },
    ExchangeRate: { one: 'Exchange rate', many: 'Exchange rates' },
    BillingRun: { one: 'Billing run', many: 'Billing runs' },
    BillingLetters: { one: 'Letters about invoices', many: 'Letters about invoices' },
    BillingTerms: { one: 'Billing terms', many: 'Billing terms' },
  },
  audit,
  figures: { company: companyBalance, reseller: resellerBalance },
  tabs: {
    company: [
      {
        key: 'so-far',
        label: 'This month',
        permission: 'INVOICE_READ',
        levels: SELLERS,
        order: 39,
        content: part(
          () => import('./InvoiceSoFar.tsx'),
          'InvoiceSoFar',
          ({ id }) => ({ customer: { companyId: id } }),
        ),
      },
      {
        key: 'invoices',
        label: 'Invoices',
        permission: 'INVOICE_READ',
        order: 40,
        content: part(
          () => import('./InvoiceList.tsx'),
          'InvoiceList',
          ({ id }) => ({ tenant: { companyId: id } }),
        ),
      },
    ],
    reseller: [
      {
        key: 'so-far',
        label: 'This month',
        permission: 'INVOICE_READ',
        levels: ['PLATFORM'],
        when: ({ isPlatform }) => !isPlatform,
        order: 29,
        content: part(
          () => import('./InvoiceSoFar.tsx'),
          'InvoiceSoFar',
          ({ id }) => ({ customer: { resellerId: id } }),
        ),
      },
      {
        key: 'invoices',
        label: 'Invoices',
        levels: ['PLATFORM'],
        when: ({ isPlatform }) => !isPlatform,
        order: 30,
        content: part(
          () => import('./InvoiceList.tsx'),
          'InvoiceList',
          ({ id }) => ({ tenant: { resellerId: id } }),
        ),
      },
      {
        key: 'invoices',
        label: 'Invoices to us',
        levels: ['RESELLER'],
        order: 30,
        content: part(
          () => import('./InvoiceList.tsx'),
          'InvoiceList',
          ({ id }) => ({ tenant: { resellerId: id } }),
        ),
      },
    ],
  },
  cards: {
    company: [
      {
        key: 'latest-invoices',
        permission: 'INVOICE_READ',
        order: 10,
        content: part(
          () => import('./LatestInvoices.tsx'),
          'LatestInvoices',
          ({ id }) => ({ tenant: { companyId: id } }),
        ),
      },
      {
        key: 'billing-terms',
        permission: 'BILLING_RUN',
        levels: SELLERS,
        order: 15,
        content: part(
          () => import('./TermsCard.tsx'),
          'CompanyTerms',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
    reseller: [
      {
        key: 'latest-invoices',
        permission: 'INVOICE_READ',
        when: ({ isPlatform }) => !isPlatform,
        order: 10,
        content: part(
          () => import('./LatestInvoices.tsx'),
          'LatestInvoices',
          ({ id }) => ({ tenant: { resellerId: id } }),
        ),
      },
      {
        key: 'billing-terms',
        permission: 'BILLING_RUN',
        levels: ['PLATFORM'],
        when: ({ isPlatform }) => !isPlatform,
        order: 15,
        content: part(
          () => import('./TermsCard.tsx'),
          'ResellerTerms',
          ({ id }) => ({ resellerId: id }),
        ),
      },
    ],
  },
};
