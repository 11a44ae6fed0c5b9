import { by, byOr, choice, equals, type FilterField, list, yesOrNo } from '../../../kernel/read/list.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { searchBySubscription } from '../subscriptions/index.ts';
import { BillingRun } from './billing-run.entity.ts';
import { ExchangeRate } from './exchange-rate.entity.ts';
import {
  DocumentKind,
  hasUnallocated,
  Invoice,
  InvoiceKind,
  InvoiceLinePart,
  InvoiceState,
  Payment,
} from './invoice.entity.ts';
import { isIssuedByReader, isOpen, isOverdue } from './invoice-conditions.ts';
import { madeOutBy } from './terms/billing-turn.ts';

/** Numbers, customers and their codes begin with the text as a whole: "globex ltd" is one name. */
const search: FilterField = {
  type: () => String,
  condition(row, value, statement) {
    const text = statement.bind(String(value).toLowerCase().trim().slice(0, 120));
    return `(${row}.number_key ^@ ${text} or ${row}.customer_key ^@ ${text}
      or ${row}.company_id = any (array(select c.id from company c where c.code_key ^@ ${text})))`;
  },
};

/** Made out for the month (YYYY-MM), by its run: what was over in it, or began as it ended. */
const madeOutFor: FilterField = {
  type: () => String,
  condition: (row, value, statement) =>
    `to_char(${madeOutBy(row)} - 1, 'YYYY-MM') = ${statement.bind(value, 'text')}`,
};

/** Due on a day or after it, or before it. */
const dueOn = (comparison: '>=' | '<='): FilterField => ({
  type: () => GraphQLDate,
  condition: (row, value, statement) => `${row}.due_on ${comparison} ${statement.bind(value, 'date')}`,
});

/** A draft has no dates yet; it counts as the newest. */
const day = (column: string) => byOr(column, `'infinity'::date`, 'date');

export const invoices = list(Invoice, {
  name: 'invoices',
  permission: 'INVOICE_READ',
  filters: {
    search,
    kind: choice('kind', InvoiceKind),
    document: choice('document', DocumentKind),
    state: choice('state', InvoiceState),
    unpaid: yesOrNo(isOpen),
    overdue: yesOrNo(isOverdue),
    unallocated: yesOrNo(hasUnallocated),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    citedInvoiceId: equals('cited_invoice_id'),
    periodStart: equals('period_start', () => GraphQLDate, 'date'),
    period: madeOutFor,
    dueFrom: dueOn('>='),
    dueTo: dueOn('<='),
    issuedByMe: yesOrNo(isIssuedByReader),
  },
  sorts: {
    NUMBER: [by('number_key')],
    ISSUED_ON: [day('issued_on')],
    DUE_ON: [day('due_on')],
    TOTAL: [by('total_minor', 'bigint')],
  },
  order: ['ISSUED_ON', 'DESC'],
});

/** Who is behind lines, in the order of the invoice. */
export const invoiceLineParts = list(InvoiceLinePart, {
  name: 'invoiceLineParts',
  permission: 'INVOICE_READ',
  filters: {
    search: searchBySubscription('subscription_id'),
    invoiceId: equals('invoice_id'),
    invoiceLineId: equals('invoice_line_id'),
  },
  sorts: { POSITION: [by('invoice_id', 'uuid'), by('position', 'integer')] },
  order: ['POSITION', 'ASC'],
});

export const payments = list(Payment, {
  name: 'payments',
  permission: 'INVOICE_READ',
  filters: {},
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

export const exchangeRates = list(ExchangeRate, {
  name: 'exchangeRates',
  permission: 'BILLING_RUN',
  filters: {},
  sorts: { MONTH: [by('month')] },
  order: ['MONTH', 'DESC'],
});

export const billingRuns = list(BillingRun, {
  name: 'billingRuns',
  permission: 'BILLING_RUN',
  filters: {},
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
