import { id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { hintMove, lockMove, partiesOf, subjectOf } from './lock-move.ts';

/**
 * Agrees to a move for whom one speaks: either reseller, or the company, which is the controller of its people's data. The platform agrees
 * last, and so approves it: then it waits for its day. [T7]
 */
export const agreeToCompanyMove = verb({
  name: 'agreeToCompanyMove',
  permission: 'COMPANY_MOVE_WRITE',
  input: input('AgreeToCompanyMoveInput', { id: id() }),
  async run(scope, { id: moveId }) {
    const move = await lockMove(scope, moveId);
    const parties = partiesOf(scope, move);
    if (!parties.length) throw notFound('move');
    if (move.state === 'APPROVED') throw conflict('This move has been approved already.', 'id');
    if (move.movesOn <= localDate(scope.now))
      throw conflict('Its day has passed: withdraw it, and propose another day.', 'id');
    const before = [move.fromAgreedAt, move.toAgreedAt, move.companyAgreedAt].filter(Boolean).length;
    if (parties.includes('FROM')) move.fromAgreedAt ??= scope.now;
    if (parties.includes('TO')) move.toAgreedAt ??= scope.now;
    if (parties.includes('COMPANY')) move.companyAgreedAt ??= scope.now;
    const waits = [
      ...(move.fromAgreedAt ? [] : [move.fromName]),
      ...(move.toAgreedAt ? [] : [move.toName]),
      ...(move.companyAgreedAt ? [] : [move.companyName]),
    ];
    const agreed = 3 - waits.length - before;
    if (parties.includes('TO') || parties.includes('PLATFORM')) {
      const [found] = await scope.sql<{ hindrance: string | null }>(
        'select move_hindrance($1) as hindrance',
        [moveId],
      );
      if (found?.hindrance) throw conflict(found.hindrance, 'id');
    }
    if (parties.includes('PLATFORM') && !waits.length) {
      move.approvedAt = scope.now;
      move.state = 'APPROVED';
    } else if (!agreed) {
      throw conflict(
        parties.includes('PLATFORM')
          ? `It is approved once all have agreed: ${waits.join(' and ')} ${waits.length > 1 ? 'have' : 'has'} yet to.`
          : 'You have agreed to this move already.',
        'id',
      );
    }
    hintMove(scope, move);
    return { result: moveId, subject: subjectOf(scope, move, 'PROPOSED') };
  },
});
