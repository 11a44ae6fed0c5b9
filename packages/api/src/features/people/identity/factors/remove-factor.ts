import { id } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { conflict, notFound } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { tellOfFactors } from './mail-factor-change.ts';

/**
 * Takes a second factor of one's own away, and with the last one the recovery codes. Who has to have one adds another first. Its
 * result is the id of what is gone. [I2] [S38] [S48]
 */
export const removeFactor = verb({
  name: 'removeFactor',
  permission: 'SESSION_OWN',
  fresh: true,
  input: input('RemoveFactorInput', { factorId: id() }),
  async run(scope, { factorId }, { factors }) {
    const { membershipId, level, ...member } = memberOf(scope.actor);
    const [removed] = await scope.sql<{ remaining: number | null }>('select remove_factor($1) as remaining', [
      factorId,
    ]);
    if (typeof removed?.remaining !== 'number') throw notFound('factor');
    if (!removed.remaining && factors.compulsory.includes(level))
      throw conflict(
        'This is your only second factor, and your role asks for one: add another first.',
        'factorId',
      );
    await tellOfFactors(scope, 'A second factor has been removed from it.');
    const subject = { type: 'Membership', id: membershipId, ...tenancyOf(member), changed: ['factors'] };
    return { result: factorId, subject };
  },
});
