import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { isIssuedByReader, isOpen } from '../billing/index.ts';
import {
  ChasingPolicy,
  InvoicePause,
  InvoicePauseKind,
  InvoiceReminder,
  isForEveryone,
} from './chasing.entity.ts';
import { isComing, isToTalkTo, pauses, stands } from './chasing-conditions.ts';
import { RestrictionKind } from './chasing-step.ts';
import { CustomerGroup, CustomerGroupMember } from './customer-group.entity.ts';
import { ReferenceRate } from './reference-rate.entity.ts';
import { Restriction } from './restriction.entity.ts';

const byTime = {
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
} as const;

/** How one chases: for everyone, and otherwise for single customers. */
export const chasingPolicies = list(ChasingPolicy, {
  name: 'chasingPolicies',
  permission: 'CHASING_WRITE',
  filters: {
    forEveryone: yesOrNo(isForEveryone),
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

/** What unpaid invoices have led to, or are to lead to, to their issuers and their customers. */
export const restrictions = list(Restriction, {
  name: 'restrictions',
  permission: 'INVOICE_READ',
  filters: {
    invoiceId: equals('invoice_id'),
    companyId: equals('company_id'),
    kind: choice('kind', RestrictionKind),
    /** It holds now, or is said to begin. */
    underWay: yesOrNo((row) => `(${stands(row)} or ${isComing(row)})`),
    issued: yesOrNo(isIssuedByReader),
  },
  ...byTime,
});

/** One's groups of customers. */
export const customerGroups = list(CustomerGroup, {
  name: 'customerGroups',
  permission: 'CHASING_WRITE',
  filters: {},
  sorts: { NAME: [by('name_key')] },
  order: ['NAME', 'ASC'],
});

/** Who is in them. */
export const customerGroupMembers = list(CustomerGroupMember, {
  name: 'customerGroupMembers',
  permission: 'CHASING_WRITE',
  filters: { groupId: equals('group_id') },
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
