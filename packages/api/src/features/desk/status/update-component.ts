import { clearable, id, line, prose } from '@steward/shared';
import { z } from 'zod';
import { assign } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { position, productIds, subjectOf } from './add-component.ts';
import { assertOwn, assertProducts } from './keeper.ts';
import { lockComponent } from './lock-component.ts';

/** Changes a component of one's own, or where in the tree it stands. What has happened to it stays. [N4] */
export const updateComponent = verb({
  name: 'updateComponent',
  permission: 'STATUS_WRITE',
  input: edit(
    'UpdateComponentInput',
    { id: id() },
    {
      parentId: clearable(id()),
      name: line(80).optional(),
      description: clearable(prose(500)),
      productIds: productIds().optional(),
      position: position().optional(),
      public: z.boolean().optional(),
    },
  ),
  async run(scope, { id: componentId, known, ...given }) {
    const component = await lockComponent(scope, componentId);
    if (given.productIds) await assertProducts(scope, given.productIds);
    if (given.parentId) {
      await assertOwn(scope, [given.parentId], () => 'parentId');
      const above = await scope.sql(
        `with recursive above as (select id, parent_id from component where id = $1 union
             select c.id, c.parent_id from component c join above a on c.id = a.parent_id)
           select from above where id = $2`,
        [given.parentId, componentId],
      );
      if (above.length) throw invalid('parentId', 'Must not be itself or something that is part of it.');
    }
    const changed = assign(component, given, known);
    return { result: componentId, subject: changed ? { ...subjectOf(component), changed } : null };
  },
});
