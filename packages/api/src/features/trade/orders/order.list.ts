import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { OrderAction, OrderState, ServiceOrder, ServiceOrderLine } from './order.entity.ts';

export const orders = list(ServiceOrder, {
  name: 'orders',
  permission: 'ORDER_READ',
  filters: {
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    state: choice('state', OrderState),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

export const orderLines = list(ServiceOrderLine, {
  name: 'orderLines',
  permission: 'ORDER_READ',
  filters: { orderId: equals('service_order_id'), action: choice('action', OrderAction) },
  // One order after the other, so that the lines of one are found by one index.
  sorts: { LINE: [by('service_order_id', 'uuid'), by('line', 'integer')] },
  order: ['LINE', 'ASC'],
});
