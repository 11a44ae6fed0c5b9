import { beginsWith, by, choice, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Product, ProductCategory, ProductUnit } from './product.entity.ts';

/** What is on offer, and what usage of it is charged by; products that are no longer sold are listed for staff only. [C1] */
export const products = list(Product, {
  name: 'products',
  permission: 'PRODUCT_READ',
  only: (row, level) => (level === 'PLATFORM' ? undefined : `(${row}.active or ${row}.unit = 'PER_USE')`),
  filters: {
    search: beginsWith('name_key', 'code_key'),
    category: choice('category', ProductCategory),
    unit: choice('unit', ProductUnit),
    active: yesOrNo((row) => `${row}.active`),
    bundle: yesOrNo((row) => `(${row}.parts <> '[]')`),
  },
  sorts: { NAME: [by('name_key')], CODE: [by('code_key')] },
  order: ['NAME', 'ASC'],
});
