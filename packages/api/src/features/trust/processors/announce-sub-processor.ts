import { id, NOTICE_DAYS, noticeDays, optional, prose, subProcessorFields } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { announceChange, effectiveOn, lockGoing } from './announce-change.ts';
import { addToRegister } from './register.ts';
import { TransferMechanism } from './sub-processor.entity.ts';

/**
 * Announces that a sub-processor comes, or takes the place of one: those who hold the services are told now and may object until its
 * day. Until then it takes part in nothing. [D1]
 */
export const announceSubProcessor = verb({
  name: 'announceSubProcessor',
  permission: 'PROCESSOR_WRITE',
  input: input('AnnounceSubProcessorInput', {
    ...subProcessorFields(),
    transfer: oneOf(TransferMechanism),
    replacesId: optional(id()),
    reason: prose(2_000),
    noticeDays: optional(noticeDays()),
  }),
  async run(scope, { replacesId, reason, noticeDays: days, ...fields }) {
    const notice = days ?? NOTICE_DAYS;
    const replaces = replacesId ? await lockGoing(scope, replacesId, 'replacesId') : undefined;
    const since = effectiveOn(scope, notice);
    const subProcessor = await addToRegister(scope, { ...fields, state: 'ANNOUNCED', since });
    return announceChange(scope, replaces ? 'REPLACE' : 'ADD', {
      subProcessor,
      ...(replaces && { replaces }),
      reason,
      days: notice,
    });
  },
});
