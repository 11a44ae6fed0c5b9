import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockCorrection } from './lock-correction.ts';

/** An end user takes back a correction that nobody has answered. [U3] */
export const withdrawCorrection = verb({
  name: 'withdrawCorrection',
  permission: 'CORRECTION_REQUEST',
  input: input('WithdrawCorrectionInput', { id: id() }),
  async run(scope, { id: correctionId }) {
    const correction = await lockCorrection(scope, correctionId);
    Object.assign(correction, { state: 'WITHDRAWN', decidedAt: scope.now });
    const { resellerId, companyId, endUserId } = correction;
    const changed = { state: ['WAITING', 'WITHDRAWN'] } as const;
    return {
      result: correctionId,
      subject: { type: 'Correction', id: correctionId, resellerId, companyId, endUserId, changed },
    };
  },
});
