import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { subjectOf } from './add-component.ts';
import { lockComponent } from './lock-component.ts';

/** Takes a component of one's own off the page; what has happened to it stays in past incidents. [N4] */
export const retireComponent = verb({
  name: 'retireComponent',
  permission: 'STATUS_WRITE',
  input: input('RetireComponentInput', { componentId: id() }),
  async run(scope, { componentId }) {
    const component = await lockComponent(scope, componentId);
    const [held] = await scope.sql<{ below: boolean; affected: boolean }>(
      `select exists (select from component where parent_id = $1 and retired_at is null) as below,
         exists (select from component_impact where component_id = $1 and coalesce(until > $2, true)) as affected`,
      [componentId, scope.now],
    );
    if (held?.below) throw conflict('It has parts: retire those first, or move them.', 'componentId');
    if (held?.affected)
      throw conflict('It is affected now, or maintenance of it is planned: end that first.', 'componentId');
    component.retiredAt = scope.now;
    return {
      result: componentId,
      subject: { ...subjectOf(component), changed: { retiredAt: [null, scope.now] } },
    };
  },
});
