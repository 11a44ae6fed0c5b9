import { mutation } from '../../../kernel/graphql/door.ts';
import type { Class } from '../../../kernel/table.ts';
import { addProduct } from './add-product.ts';
import { Product } from './product.entity.ts';
import { products } from './product.list.ts';
import { setRetailPrice } from './set-retail-price.ts';
import { updateProduct } from './update-product.ts';

export const catalogueResolvers: Class[] = [
  products.resolver,
  mutation(addProduct, Product),
  mutation(updateProduct, Product),
  mutation(setRetailPrice, Product),
];
