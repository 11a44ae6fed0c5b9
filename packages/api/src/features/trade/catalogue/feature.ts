import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { addProduct } from './add-product.ts';
import partsSql from './parts.sql?raw';
import { Product } from './product.entity.ts';
import { products } from './product.list.ts';
import { updateProduct } from './update-product.ts';

const permissions = {
  PRODUCT_READ: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See products and prices',
  },
  PRODUCT_WRITE: {
    area: 'services',
    levels: ['PLATFORM'],
    words: 'Add and change products and wholesale prices',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const catalogueFeature = feature({
  name: 'trade/catalogue',
  needs: [],
  permissions,
  tables: [Product],
  sql: [partsSql],
  lists: [products],
  verbs: [mutation(addProduct, Product), mutation(updateProduct, Product)],
  audits: {
    Product: { label: 'Product', name: (id) => `select p.name from product p where p.id = ${id}` },
  },
  finds: [
    {
      kind: 'PRODUCT',
      permission: 'PRODUCT_READ',
      table: 'product',
      only: 't.active',
      keys: ['name_key', 'code_key'],
      order: 'name_key, id',
      title: 'hit.name',
      subtitle: 'hit.code',
    },
  ],
  demo: () => import('./demo.ts'),
});
