import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** The tasks of a product are what those of any other are from now on: the platform's, within three working days. [P2] */
export const removeTaskTemplate = verb({
  name: 'removeTaskTemplate',
  description: 'Takes back what was said of a product’s tasks. Tasks that have begun stay as they are.',
  permission: 'PROVISIONING_WRITE',
  input: input('RemoveTaskTemplateInput', { id: id() }),
  async run(scope, { id: templateId }) {
    const [removed] = await scope.sql<{ productId: string }>(
      'delete from task_template where id = $1 returning product_id as "productId"',
      [templateId],
    );
    if (!removed) throw notFound('rule for tasks');
    const { resellerId } = memberOf(scope.actor);
    return {
      result: removed.productId,
      subject: { type: 'Product', id: removed.productId, resellerId, changed: ['tasks'] },
    };
  },
});
