import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import {
  SeatDifference,
  SeatDifferenceKind,
  SeatStanding,
  Supplier,
  SupplierBill,
  standingOf,
} from './seat.entity.ts';

export const suppliers = list(Supplier, {
  name: 'suppliers',
  permission: 'SUPPLIER_COST_READ',
  filters: {},
  sorts: { NAME: [by('name_key')] },
  order: ['NAME', 'ASC'],
});

export const supplierBills = list(SupplierBill, {
  name: 'supplierBills',
  permission: 'SUPPLIER_COST_READ',
  filters: { supplierId: equals('supplier_id') },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

export const seatDifferences = list(SeatDifference, {
  name: 'seatDifferences',
  permission: 'SUPPLIER_COST_READ',
  filters: {
    billId: equals('supplier_bill_id'),
    companyId: equals('for_company_id'),
    kind: choice('kind', SeatDifferenceKind),
    standing: {
      type: () => SeatStanding,
      condition: (row, value, statement) => `${standingOf(row)} = ${statement.bind(value, 'text')}`,
    },
  },
  sorts: {
    WEIGHT: [by('weight', 'integer'), by('lost_minor', 'bigint')],
    LOST: [by('lost_minor', 'bigint')],
  },
  order: ['WEIGHT', 'DESC'],
});
