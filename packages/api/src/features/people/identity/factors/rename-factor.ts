import { id, line } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { notFound } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';

/** Calls a second factor of one's own something else, such as the telephone it is on. [I2] */
export const renameFactor = verb({
  name: 'renameFactor',
  permission: 'SESSION_OWN',
  fresh: true,
  input: input('RenameFactorInput', { factorId: id(), name: line(60) }),
  async run(scope, { factorId, name }) {
    const [renamed] = await scope.sql<{ done: boolean }>('select rename_factor($1, $2) as done', [
      factorId,
      name,
    ]);
    if (!renamed?.done) throw notFound('factor');
    const { membershipId, ...member } = memberOf(scope.actor);
    const subject = { type: 'Membership', id: membershipId, ...tenancyOf(member), changed: ['factors'] };
    return { result: factorId, subject };
  },
});
