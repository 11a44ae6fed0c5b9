/** Chasing: what is not paid is reminded of, and restricts in the end. */
export { whyNoNewOrders } from './why-no-new-orders.ts';
