import { event } from '../../../kernel/jobs.ts';

/** An order that is over: carried out, declined, called off or failed. */
export const orderOver = event<{ resellerId: string; orderId: string }>('orderOver');
