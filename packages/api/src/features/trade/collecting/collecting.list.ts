import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { isIssuedByReader, isToReader } from '../billing/index.ts';
import {
  CardRefund,
  Collection,
  CollectionState,
  RefundState,
  ReturnedPayment,
  ReturnState,
} from './collection.entity.ts';
import { isMine, MethodState, StoredMethod } from './stored-method.entity.ts';

const byTime = {
  permission: 'INVOICE_READ',
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
} as const;

/** SQL: a collection that failed, of an invoice that is still to be paid, and is not tried again. */
export const isLeftFailed = (row: string): string =>
  `(${row}.state = 'FAILED' and exists (select from invoice i where i.id = ${row}.invoice_id and i.state in ('OPEN', 'PART_PAID'))
    and not exists (select from collection later where later.invoice_id = ${row}.invoice_id and later.created_at > ${row}.created_at))`;

const ofInvoice = (condition: (row: string) => string) => (row: string) =>
  `exists (select from invoice i where i.id = ${row}.invoice_id and ${condition('i')})`;

/** Cards and bank accounts, to those whose they are and those who are paid from them. */
export const storedMethods = list(StoredMethod, {
  name: 'storedMethods',
  filters: {
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    state: choice('state', MethodState),
    kept: yesOrNo((row) => `(${row}.state in ('PENDING', 'ACTIVE', 'FAILED'))`),
    collects: yesOrNo((row) => `${row}.collects`),
    mine: yesOrNo(isMine),
  },
  ...byTime,
});

/** What is, was or is not collected. */
export const collections = list(Collection, {
  name: 'collections',
  filters: {
    invoiceId: equals('invoice_id'),
    state: choice('state', CollectionState),
    underWay: yesOrNo((row) => `(${row}.state in ('ANNOUNCED', 'STARTED', 'PENDING'))`),
    leftFailed: yesOrNo(isLeftFailed),
    issuedByMe: yesOrNo(ofInvoice(isIssuedByReader)),
    toMe: yesOrNo(ofInvoice(isToReader)),
  },
  permission: 'INVOICE_READ',
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

/** What banks have taken back. */
export const returnedPayments = list(ReturnedPayment, {
  name: 'returnedPayments',
  filters: { invoiceId: equals('invoice_id'), state: choice('state', ReturnState) },
  ...byTime,
});

/** What was paid back to cards and bank accounts. */
export const cardRefunds = list(CardRefund, {
  name: 'cardRefunds',
  filters: {
    creditNoteId: equals('credit_note_id'),
    overpaymentId: equals('overpayment_id'),
    state: choice('state', RefundState),
  },
  ...byTime,
});
