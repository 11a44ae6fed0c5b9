import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockMove, partiesOf, settleMove } from './lock-move.ts';

/** Says no to a move that waits for one's agreement, or for the platform's approval: it does not take place. [T7] */
export const declineCompanyMove = verb({
  name: 'declineCompanyMove',
  permission: 'COMPANY_MOVE_WRITE',
  input: input('DeclineCompanyMoveInput', { id: id(), because: prose(1_000) }),
  async run(scope, { id: moveId, because }) {
    const move = await lockMove(scope, moveId);
    const parties = partiesOf(scope, move);
    if (!parties.length) throw notFound('move');
    if (move.state === 'APPROVED') throw conflict('It has been approved: withdraw it instead.', 'id');
    const agreed = {
      FROM: move.fromAgreedAt,
      TO: move.toAgreedAt,
      COMPANY: move.companyAgreedAt,
      PLATFORM: null,
    };
    if (parties.every((party) => agreed[party]))
      throw conflict('You have agreed to this move already: withdraw it instead.', 'id');
    return settleMove(scope, move, 'DECLINED', because);
  },
});
