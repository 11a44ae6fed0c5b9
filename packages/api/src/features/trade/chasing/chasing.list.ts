import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { isOpen } from '../billing/index.ts';
import { ChasingPolicy, InvoicePause, InvoicePauseKind, InvoiceReminder } from './chasing.entity.ts';
import { isToTalkTo, pauses } from './chasing-conditions.ts';
import { ReferenceRate } from './reference-rate.entity.ts';

const byTime = {
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
} as const;

/** How one chases: for everyone, and otherwise for single customers. */
export const chasingPolicies = list(ChasingPolicy, {
  name: 'chasingPolicies',
  permission: 'CHASING_WRITE',
  filters: {
    forEveryone: yesOrNo((row) => `(${row}.company_id is null and ${row}.reseller_id = ${row}.issuer_id)`),
  },
  ...byTime,
});

/** Reminders that were sent, to those who sent them and those who got them. */
export const invoiceReminders = list(InvoiceReminder, {
  name: 'invoiceReminders',
  permission: 'INVOICE_READ',
  filters: { invoiceId: equals('invoice_id'), toTalkTo: yesOrNo(isToTalkTo) },
  ...byTime,
});

/** Disputes and promises. */
export const invoicePauses = list(InvoicePause, {
  name: 'invoicePauses',
  permission: 'INVOICE_READ',
  filters: {
    invoiceId: equals('invoice_id'),
    kind: choice('kind', InvoicePauseKind),
    pausing: yesOrNo(
      (row) =>
        `(${pauses(row)} and exists (select from invoice i where i.id = ${row}.invoice_id and ${isOpen('i')}))`,
    ),
  },
  ...byTime,
});

/** By what late payment is reckoned. */
export const referenceRates = list(ReferenceRate, {
  name: 'referenceRates',
  permission: 'CHASING_WRITE',
  filters: {},
  sorts: { HALF_YEAR: [by('half_year', 'date')] },
  order: ['HALF_YEAR', 'DESC'],
});
