import { ID } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Invoice } from '../billing/index.ts';
import {
  chargeLatePayers,
  chargeLatePayersJob,
  chargePlatformsLatePayersJob,
  findLatePayers,
  findLatePayersJob,
} from './charge-late-payers.ts';
import { chargeLatePayment } from './charge-late-payment.ts';
import {
  chaseCustomers,
  chaseCustomersJob,
  chasePlatformsCustomersJob,
  findChasing,
  findChasingJob,
} from './chase-customers.ts';
import { ChasingPolicy, InvoicePause, InvoiceReminder } from './chasing.entity.ts';
import { chasingPolicies, invoicePauses, invoiceReminders, referenceRates } from './chasing.list.ts';
import { chasingTonight } from './chasing-tonight.ts';
import { disputeInvoice } from './dispute-invoice.ts';
import { chasingAtHome } from './home.ts';
import { LateCharge, LatePaymentRule } from './late-payment.entity.ts';
import { latePayment } from './late-payment.ts';
import { latePaymentRule } from './late-payment-rule.ts';
import { notePromise } from './note-promise.ts';
import { recordReferenceRate } from './record-reference-rate.ts';
import { ReferenceRate } from './reference-rate.entity.ts';
import { removeChasingPolicy } from './remove-chasing-policy.ts';
import { setChasingPolicy } from './set-chasing-policy.ts';
import { setLatePaymentRule } from './set-late-payment-rule.ts';
import { settleDispute } from './settle-dispute.ts';

const permissions = {
  CHASING_WRITE: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Set how unpaid invoices are chased, note promises and settle disputes',
  },
  REFERENCE_RATE_WRITE: {
    area: 'billing',
    levels: ['PLATFORM'],
    words: 'Record Bank Rate, by which late payment is reckoned',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const ofInvoice = (table: string) => (id: string) =>
  `select i.number from ${table} t join invoice i on i.id = t.invoice_id where t.id = ${id}`;

export const chasingFeature = feature({
  name: 'trade/chasing',
  needs: ['platform/tenancy', 'desk/notifications', 'people/identity', 'trade/billing'],
  permissions,
  tables: [ChasingPolicy, InvoiceReminder, InvoicePause, ReferenceRate, LatePaymentRule, LateCharge],
  lists: [chasingPolicies, invoiceReminders, invoicePauses, referenceRates],
  verbs: [
    mutation(setChasingPolicy, ChasingPolicy),
    plainMutation(removeChasingPolicy, () => ID),
    mutation(disputeInvoice, InvoicePause),
    mutation(settleDispute, InvoicePause),
    mutation(notePromise, InvoicePause),
    mutation(recordReferenceRate, ReferenceRate),
    mutation(chargeLatePayment, Invoice),
    mutation(setLatePaymentRule, LatePaymentRule),
    findLatePayers,
    chargeLatePayers,
    findChasing,
    chaseCustomers,
  ],
  fields: [
    children(Invoice, 'reminders', invoiceReminders, 'invoice_id'),
    children(Invoice, 'pauses', invoicePauses, 'invoice_id'),
  ],
  views: [chasingTonight, latePayment, latePaymentRule],
  jobs: [
    findChasingJob,
    chaseCustomersJob,
    chasePlatformsCustomersJob,
    findLatePayersJob,
    chargeLatePayersJob,
    chargePlatformsLatePayersJob,
  ],
  audits: {
    ChasingPolicy: { label: 'Chasing' },
    InvoicePause: { label: 'Dispute or promise', name: ofInvoice('invoice_pause') },
    LatePaymentRule: { label: 'Charging of late payment' },
    ReferenceRate: { label: 'Reference rate' },
  },
  home: [chasingAtHome],
  demo: () => import('./demo.ts'),
});
