import { id, NOTICE_DAYS, noticeDays, optional, prose, subProcessorFields } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { announceChange, lockGoing } from './announce-change.ts';
import { TransferMechanism } from './sub-processor.entity.ts';

/**
 * Announces that a sub-processor is to process elsewhere, or that data go there by another transfer: with the same notice as one that
 * comes. Until its day the register says what is so. [D1]
 */
export const announceSubProcessorMove = verb({
  name: 'announceSubProcessorMove',
  permission: 'PROCESSOR_WRITE',
  input: input('AnnounceSubProcessorMoveInput', {
    id: id(),
    places: subProcessorFields().places,
    transfer: oneOf(TransferMechanism),
    reason: prose(2_000),
    noticeDays: optional(noticeDays()),
  }),
  async run(scope, { id: subProcessorId, places, transfer, reason, noticeDays: days }) {
    const named = new Set(places);
    const subProcessor = await lockGoing(scope, subProcessorId, 'id');
    const { places: known } = subProcessor;
    const same = named.size === known.length && known.every((place) => named.has(place));
    if (same && transfer === subProcessor.transfer)
      throw invalid('places', 'Is where it processes already: name what is to change.');
    return announceChange(scope, 'MOVE', {
      subProcessor,
      move: { places: [...named], transfer },
      reason,
      days: days ?? NOTICE_DAYS,
    });
  },
});
