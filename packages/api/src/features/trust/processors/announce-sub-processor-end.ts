import { id, NOTICE_DAYS, noticeDays, optional, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { announceChange, lockGoing } from './announce-change.ts';

/** Announces that a sub-processor goes, and that nobody takes its place. [D1] */
export const announceSubProcessorEnd = verb({
  name: 'announceSubProcessorEnd',
  permission: 'PROCESSOR_WRITE',
  input: input('AnnounceSubProcessorEndInput', {
    id: id(),
    reason: prose(2_000),
    noticeDays: optional(noticeDays()),
  }),
  async run(scope, { id: subProcessorId, reason, noticeDays: days }) {
    const subProcessor = await lockGoing(scope, subProcessorId, 'id');
    return announceChange(scope, 'END', { subProcessor, reason, days: days ?? NOTICE_DAYS });
  },
});
