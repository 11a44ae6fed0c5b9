import { beginsWith, type FilterField } from '../../../kernel/read/list.ts';

const ofProduct = beginsWith('name_key', 'code_key');

/** Narrows to rows of products whose name or code begins with what is typed. */
export const searchByProduct: FilterField = {
  type: () => String,
  condition: (row, value, statement) =>
    `exists (select from product p where p.id = ${row}.product_id and ${ofProduct.condition('p', value, statement)})`,
};
