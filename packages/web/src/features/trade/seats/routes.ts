import { page } from '../../../frame/routes.ts';

export const routes = [
  page('supplier-bills', () => import('./SupplierBillsPage.tsx'), 'SupplierBillsPage'),
  page('supplier-bills/$supplierBillId', () => import('./SupplierBillPage.tsx'), 'SupplierBillPage'),
] as const;
