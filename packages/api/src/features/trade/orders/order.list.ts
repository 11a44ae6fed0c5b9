import { ID } from 'type-graphql';
import { by, choice, equals, type FilterField, list } from '../../../kernel/read/list.ts';
import { OrderAction, OrderKind, OrderState, ServiceOrder, ServiceOrderLine } from './order.entity.ts';

/** Orders by which something of this person begins, changes or ends. */
const ofEndUser: FilterField = {
  type: () => ID,
  names: 'end_user',
  condition: (row, value, statement) =>
    `exists (select from service_order_line l where l.service_order_id = ${row}.id and l.end_user_id = ${statement.bind(value, 'uuid')})`,
};

export const orders = list(ServiceOrder, {
  name: 'orders',
  permission: 'ORDER_READ',
  filters: {
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    state: choice('state', OrderState),
    kind: choice('kind', OrderKind),
    endUserId: ofEndUser,
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
