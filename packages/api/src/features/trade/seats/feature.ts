import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { ServiceOrder } from '../orders/index.ts';
import { acceptSeatDifferences } from './accept-seat-differences.ts';
import { compareSeatsAgain } from './compare-seats-again.ts';
import { matchSupplier } from './match-supplier.ts';
import { orderSeats } from './order-seats.ts';
import { reconcileSeats } from './reconcile-seats.ts';
import {
  SeatAcceptance,
  SeatDifference,
  Supplier,
  SupplierBill,
  SupplierBillLine,
  SupplierMatch,
} from './seat.entity.ts';
import { seatDifferences, supplierBills, suppliers } from './seat.list.ts';
import { supplierBillRoute } from './supplier-bill.route.ts';

const permissions = {
  SUPPLIER_COST_READ: {
    area: 'billing',
    levels: ['PLATFORM'],
    words: 'See what suppliers bill, against what is provided and invoiced',
  },
  SUPPLIER_COST_WRITE: {
    area: 'billing',
    levels: ['PLATFORM'],
    words: 'Take in bills of suppliers, match them with companies and products, and accept differences',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const seatsFeature = feature({
  name: 'trade/seats',
  needs: [
    'platform/tenancy',
    'people/identity',
    'trade/catalogue',
    'trade/subscriptions',
    'trade/billing',
    'trade/orders',
    'people/directory',
  ],
  permissions,
  tables: [Supplier, SupplierMatch, SupplierBill, SupplierBillLine, SeatDifference, SeatAcceptance],
  lists: [suppliers, supplierBills, seatDifferences],
  verbs: [
    mutation(reconcileSeats, SupplierBill),
    mutation(matchSupplier, SupplierBill),
    mutation(compareSeatsAgain, SupplierBill),
    mutation(orderSeats, ServiceOrder),
    plainMutation(acceptSeatDifferences, () => BulkOutcome),
  ],
  routes: [supplierBillRoute],
  audits: {
    SupplierBill: { label: 'Supplier’s bill' },
  },
  demo: () => import('./demo.ts'),
});
