import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import { children } from '../../../kernel/read/list.ts';
import { Invoice } from '../billing/index.ts';
import { CreditNote, Overpayment } from '../credit-notes/index.ts';
import {
  announceCollections,
  announceCollectionsJob,
  findCollections,
  findCollectionsJob,
} from './announce-collections.ts';
import { cardRefunds, collections, returnedPayments, storedMethods } from './collecting.list.ts';
import collectingSql from './collecting.sql?raw';
import { CardRefund, Collection, ReturnedPayment } from './collection.entity.ts';
import { collectingAtHome } from './home.ts';
import { settleRefund, settleRefundJob } from './refund-outcome.ts';
import { refundToSource } from './refund-to-source.ts';
import { forgetMethod, forgetMethodJob, removePaymentMethod } from './remove-payment-method.ts';
import { resumeCollection } from './resume-collection.ts';
import { setCollecting } from './set-collecting.ts';
import { settleChargeback, settleChargebackJob } from './settle-chargeback.ts';
import { settleCollecting, settleCollectingJob } from './settle-collecting.ts';
import { settleCollection, settleCollectionJob } from './settle-collection.ts';
import { settleMethod, settleMethodJob } from './settle-method.ts';
import { startPaymentMethod } from './start-payment-method.ts';
import { stopCollection } from './stop-collection.ts';
import { StoredMethod } from './stored-method.entity.ts';
import { receiveStripeNews, stripeNews } from './stripe-news.ts';

const ofInvoice = (table: string) => (id: string) =>
  `select i.number from ${table} t join invoice i on i.id = t.invoice_id where t.id = ${id}`;

export const collectingFeature = feature({
  name: 'trade/collecting',
  needs: ['platform/tenancy', 'desk/notifications', 'people/identity', 'trade/billing', 'trade/credit-notes'],
  tables: [StoredMethod, Collection, ReturnedPayment, CardRefund],
  sql: [collectingSql],
  lists: [storedMethods, collections, returnedPayments, cardRefunds],
  verbs: [
    mutation(startPaymentMethod, StoredMethod),
    mutation(setCollecting, StoredMethod),
    mutation(removePaymentMethod, StoredMethod),
    mutation(stopCollection, Invoice),
    mutation(resumeCollection, Invoice),
    mutation(refundToSource, CardRefund),
    announceCollections,
    findCollections,
    forgetMethod,
    receiveStripeNews,
    settleChargeback,
    settleCollecting,
    settleCollection,
    settleMethod,
    settleRefund,
  ],
  fields: [
    children(Invoice, 'collections', collections, 'invoice_id'),
    children(Invoice, 'returnedPayments', returnedPayments, 'invoice_id'),
    children(CreditNote, 'cardRefunds', cardRefunds, 'credit_note_id'),
    children(Overpayment, 'cardRefunds', cardRefunds, 'overpayment_id'),
  ],
  jobs: [
    announceCollectionsJob,
    findCollectionsJob,
    forgetMethodJob,
    settleChargebackJob,
    settleCollectingJob,
    settleCollectionJob,
    settleMethodJob,
    settleRefundJob,
  ],
  services: () => ({ stripeNews }),
  audits: {
    StoredMethod: { label: 'Payment method' },
    Collection: { label: 'Collection', name: ofInvoice('collection') },
    ReturnedPayment: { label: 'Returned payment', name: ofInvoice('returned_payment') },
    CardRefund: { label: 'Refund' },
  },
  home: [collectingAtHome],
  demo: () => import('./demo.ts'),
});
