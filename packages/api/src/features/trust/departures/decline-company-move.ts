import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import type { CompanyMove } from './company-move.entity.ts';
import { hintMove, lockMove, partiesOf, subjectOf } from './lock-move.ts';

/** Ends a move before its day, with the reason that all who have a say are told. */
function settle(scope: Scope, move: CompanyMove, state: 'DECLINED' | 'WITHDRAWN', because: string) {
  const before = move.state;
  Object.assign(move, { state, settledAt: scope.now, settledBecause: because });
  hintMove(scope, move);
  return { result: move.id, subject: subjectOf(scope, move, before) };
}

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
    return settle(scope, move, 'DECLINED', because);
  },
});

/** Takes a move back until its day, whoever of the parties does. [T7] */
export const withdrawCompanyMove = verb({
  name: 'withdrawCompanyMove',
  permission: 'COMPANY_MOVE_WRITE',
  input: input('WithdrawCompanyMoveInput', { id: id(), because: prose(1_000) }),
  async run(scope, { id: moveId, because }) {
    const move = await lockMove(scope, moveId);
    if (!partiesOf(scope, move).length) throw notFound('move');
    return settle(scope, move, 'WITHDRAWN', because);
  },
});
