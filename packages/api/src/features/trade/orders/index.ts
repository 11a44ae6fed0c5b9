/** What changes subscriptions: orders, their approval, and what becomes of them. */
export { ServiceOrder, ServiceOrderLine } from './order.entity.ts';
export { placeOrder } from './place-order.ts';
