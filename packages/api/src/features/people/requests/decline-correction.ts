import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { answer, lockCorrection } from './lock-correction.ts';

/** Leaves what an end user asked to have corrected as it is, and tells them why. [U3] */
export const declineCorrection = verb({
  name: 'declineCorrection',
  permission: 'REQUEST_DECIDE',
  input: input('DeclineCorrectionInput', { id: id(), answer: prose(1_000) }),
  async run(scope, { id: correctionId, answer: words }) {
    const correction = await lockCorrection(scope, correctionId);
    return { result: correctionId, subject: await answer(scope, correction, 'DECLINED', words) };
  },
});
