import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockMove, partiesOf, settleMove } from './lock-move.ts';

/** Takes a move back until its day, whoever of the parties does. [T7] */
export const withdrawCompanyMove = verb({
  name: 'withdrawCompanyMove',
  permission: 'COMPANY_MOVE_WRITE',
  input: input('WithdrawCompanyMoveInput', { id: id(), because: prose(1_000) }),
  async run(scope, { id: moveId, because }) {
    const move = await lockMove(scope, moveId);
    if (!partiesOf(scope, move).length) throw notFound('move');
    return settleMove(scope, move, 'WITHDRAWN', because);
  },
});
