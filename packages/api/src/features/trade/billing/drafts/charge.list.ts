import { by, choice, equals, list, yesOrNo } from '../../../../kernel/read/list.ts';
import { InvoiceKind } from '../invoice.entity.ts';
import { isIssuedByReader } from '../invoice-conditions.ts';
import { Charge, ChargeSource, isWaiting } from './charge.entity.ts';

/** Charges and discounts: those that wait for an invoice, and those that are on one. */
export const charges = list(Charge, {
  name: 'charges',
  permission: 'INVOICE_READ',
  filters: {
    kind: choice('kind', InvoiceKind),
    source: choice('source', ChargeSource),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    invoiceId: equals('invoice_id'),
    waiting: yesOrNo(isWaiting),
    issuedByMe: yesOrNo(isIssuedByReader),
    /** Added by somebody, not because something was used. */
    byHand: yesOrNo((row) => `(${row}.source <> 'USAGE')`),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
