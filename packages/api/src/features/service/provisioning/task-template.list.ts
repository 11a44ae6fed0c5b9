import { by, equals, list } from '../../../kernel/read/list.ts';
import { searchByProduct } from './search-by-product.ts';
import { TaskTemplate } from './task-template.entity.ts';

/** What the tasks of products consist of. */
export const taskTemplates = list(TaskTemplate, {
  name: 'taskTemplates',
  permission: 'PROVISIONING_WRITE',
  filters: { search: searchByProduct, productId: equals('product_id') },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
