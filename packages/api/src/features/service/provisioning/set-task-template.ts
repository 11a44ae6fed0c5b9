import { id, line, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { TaskSide } from './task-template.entity.ts';

const steps = () =>
  z.array(line(120)).max(20, 'Must be at most 20 things: more than that is several tasks.').default([]);

/** What the tasks of a product consist of from now on; tasks that have begun stay as they are. [P2] */
export const setTaskTemplate = verb({
  name: 'setTaskTemplate',
  description:
    'Says who does the tasks of a product by hand, within how many working days, and what has to be done. Tasks that have begun stay as they are.',
  permission: 'PROVISIONING_WRITE',
  input: input('SetTaskTemplateInput', {
    productId: id(),
    doneBy: oneOf(TaskSide).default('PLATFORM'),
    dueDays: z
      .int()
      .min(0, 'Must be 0, the same day, at least.')
      .max(60, 'Must be 60 working days at most.')
      .default(3),
    setUp: steps(),
    changing: steps(),
    removal: steps(),
  }),
  async run(scope, { productId, doneBy, dueDays, setUp, changing, removal }) {
    const products = await scope.sql('select from product where id = $1', [productId]);
    if (!products.length) throw notFound('product');
    const [kept] = await scope.sql<{ id: string }>(
      `insert into task_template (id, product_id, done_by, due_days, set_up, changing, removal, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (product_id) do update set done_by = excluded.done_by, due_days = excluded.due_days, set_up = excluded.set_up,
         changing = excluded.changing, removal = excluded.removal
       returning id`,
      [newId(), productId, doneBy, dueDays, setUp, changing, removal, scope.now],
    );
    const { resellerId } = memberOf(scope.actor);
    return {
      result: kept?.id ?? '',
      subject: { type: 'Product', id: productId, resellerId, changed: ['tasks'] },
    };
  },
});
