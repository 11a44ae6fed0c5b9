import { ID, Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { on } from '../../../kernel/jobs.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Invoice, invoicesPaid } from '../billing/index.ts';
import {
  chargeLatePayers,
  chargeLatePayersJob,
  chargePlatformsLatePayersJob,
  findLatePayers,
  findLatePayersJob,
} from './charge-late-payers.ts';
import { chargeLatePayment } from './charge-late-payment.ts';
import { chaseCustomers } from './chase-customers.ts';
import { ChasingPolicy, InvoicePause, InvoiceReminder } from './chasing.entity.ts';
import {
  chasingPolicies,
  customerGroupMembers,
  customerGroups,
  invoicePauses,
  invoiceReminders,
  referenceRates,
  restrictions,
} from './chasing.list.ts';
import { chasingTonight } from './chasing-tonight.ts';
import { CustomerGroup, CustomerGroupMember } from './customer-group.entity.ts';
import { disputeInvoice } from './dispute-invoice.ts';
import {
  chaseCustomersJob,
  chasePlatformsCustomersJob,
  findChasing,
  findChasingJob,
} from './find-chasing.ts';
import { followRestrictions, followRestrictionsJob } from './follow-restrictions.ts';
import { chasingAtHome } from './home.ts';
import { LateCharge, LatePaymentRule } from './late-payment.entity.ts';
import { latePayment } from './late-payment.ts';
import { latePaymentRule } from './late-payment-rule.ts';
import { liftRestriction } from './lift-restriction.ts';
import { notePromise } from './note-promise.ts';
import { putInCustomerGroup } from './put-in-customer-group.ts';
import { recordReferenceRate } from './record-reference-rate.ts';
import { ReferenceRate } from './reference-rate.entity.ts';
import { removeChasingPolicy } from './remove-chasing-policy.ts';
import { removeCustomerGroup } from './remove-customer-group.ts';
import { Restriction } from './restriction.entity.ts';
import restrictionsSql from './restrictions.sql?raw';
import { setChasingPolicy } from './set-chasing-policy.ts';
import { setCustomerGroup } from './set-customer-group.ts';
import { setLatePaymentRule } from './set-late-payment-rule.ts';
import { settleDispute } from './settle-dispute.ts';

const permissions = {
  CHASING_WRITE: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Set how unpaid invoices are chased, note promises, settle disputes and lift what is restricted',
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
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'trade/catalogue',
    'trade/subscriptions',
    'trade/billing',
    'trade/collecting',
  ],
  permissions,
  tables: [
    ChasingPolicy,
    InvoiceReminder,
    InvoicePause,
    ReferenceRate,
    LatePaymentRule,
    LateCharge,
    Restriction,
    CustomerGroup,
    CustomerGroupMember,
  ],
  sql: [restrictionsSql],
  lists: [
    chasingPolicies,
    invoiceReminders,
    invoicePauses,
    referenceRates,
    restrictions,
    customerGroups,
    customerGroupMembers,
  ],
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
    mutation(liftRestriction, Restriction),
    mutation(setCustomerGroup, CustomerGroup),
    plainMutation(removeCustomerGroup, () => ID),
    plainMutation(putInCustomerGroup, () => Int),
    findChasing,
    chaseCustomers,
    followRestrictions,
  ],
  fields: [
    children(Invoice, 'reminders', invoiceReminders, 'invoice_id'),
    children(Invoice, 'pauses', invoicePauses, 'invoice_id'),
    children(Invoice, 'restrictions', restrictions, 'invoice_id'),
    children(Company, 'restrictions', restrictions, 'company_id'),
  ],
  views: [chasingTonight, latePayment, latePaymentRule],
  jobs: [
    findChasingJob,
    chaseCustomersJob,
    chasePlatformsCustomersJob,
    findLatePayersJob,
    chargeLatePayersJob,
    chargePlatformsLatePayersJob,
    on(invoicesPaid, followRestrictionsJob),
  ],
  audits: {
    ChasingPolicy: { label: 'Chasing' },
    InvoicePause: { label: 'Dispute or promise', name: ofInvoice('invoice_pause') },
    LatePaymentRule: { label: 'Charging of late payment' },
    ReferenceRate: { label: 'Reference rate' },
    Restriction: { label: 'Restriction', name: ofInvoice('restriction') },
    CustomerGroup: { label: 'Group of customers' },
  },
  home: [chasingAtHome],
  demo: () => import('./demo.ts'),
});
