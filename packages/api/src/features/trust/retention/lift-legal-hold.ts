import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { LegalHold } from './retention.entity.ts';

/** Lets go on what a hold had stopped: what is over goes the next night. Those who placed it lift it. [D4] */
export const liftLegalHold = verb({
  name: 'liftLegalHold',
  description: 'Ends a hold: what it kept, and is over, goes the next night.',
  permission: 'LEGAL_HOLD',
  input: input('LiftLegalHoldInput', { id: id() }),
  async run(scope, given) {
    const hold = await loadLocked(scope, LegalHold, given.id);
    if (hold.liftedAt) throw conflict('This hold has been lifted already.');
    const [lifting] = await scope.sql<{ name: string }>(
      `select first_name || ' ' || last_name as name from membership where id = $1`,
      [memberOf(scope.actor).membershipId],
    );
    hold.liftedAt = scope.now;
    hold.liftedByName = lifting?.name ?? '';
    const { resellerId, companyId, reference } = hold;
    return {
      result: hold.id,
      subject: { type: 'LegalHold', id: hold.id, resellerId, companyId, reference, changed: ['liftedAt'] },
    };
  },
});
