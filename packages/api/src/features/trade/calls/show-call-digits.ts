import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { CallRecord } from './call.entity.ts';

/** Shows the other side's number of a call with its last digits, which is noted in the audit log with who asked. [B3] */
export const showCallDigits = verb({
  name: 'showCallDigits',
  description:
    'The whole number of the other side; each time is noted in the audit log and in the ledger of access.',
  permission: 'CALL_DIGITS',
  shows: { of: () => CallRecord, by: 'id' },
  input: input('ShowCallDigitsInput', { id: id() }),
  async run(scope, { id: callId }) {
    const { party, resellerId, companyId, endUserId } = await scope.load(CallRecord, callId);
    return { result: party, subject: { type: 'CallRecord', id: callId, resellerId, companyId, endUserId } };
  },
});
