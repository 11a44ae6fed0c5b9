import { event } from '../../../kernel/jobs.ts';

/** Invoices of which nothing is to be paid any more, by whatever that came. */
export const invoicesPaid = event<{ resellerId: string; invoiceIds: string[] }>('invoicesPaid');
