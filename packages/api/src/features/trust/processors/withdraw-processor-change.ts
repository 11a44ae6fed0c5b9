import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockAnnounced, withdrawChange } from './withdraw-change.ts';

/** Takes back a change that was announced; everyone who was told is told why. [D1] */
export const withdrawProcessorChange = verb({
  name: 'withdrawProcessorChange',
  permission: 'PROCESSOR_WRITE',
  input: input('WithdrawProcessorChangeInput', { id: id(), because: prose(1_000) }),
  async run(scope, { id: changeId, because }) {
    const change = await lockAnnounced(scope, changeId, 'id');
    await withdrawChange(scope, change, because);
    const changed = { state: ['ANNOUNCED', 'WITHDRAWN'] } as const;
    const subject = { type: 'ProcessorChange', id: changeId, resellerId: change.resellerId, changed };
    return { result: changeId, subject };
  },
});
