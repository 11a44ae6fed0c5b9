import type { Class } from '../../kernel/table.ts';
import { products } from './product.list.ts';

export const catalogueResolvers: Class[] = [products.resolver];
