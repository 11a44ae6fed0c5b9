/** What changes subscriptions: orders, their approval, and what becomes of them. */
export { callOff } from './cancel-order.ts';
export { orderOver } from './events.ts';
export { OrderApprover, ServiceOrder, ServiceOrderLine } from './order.entity.ts';
export { MOST_LINES, type OrderLine } from './order-lines.ts';
export { type OrderMoney, orderMoney } from './order-money.ts';
export { place, placeOrder } from './place-order.ts';
