import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMail } from '../../desk/notifications/index.ts';
import { Correction } from './correction.entity.ts';
import { CORRECTIONS } from './correction-rules.ts';
import { tenantNames } from './tenant-names.ts';

/**
 * Tells an end user what became of a correction; does nothing if they have no sign-in any more. The product writes it, so that
 * whoever answers many of one person's is not held up by the limit on letters. [U3]
 */
export const mailCorrectionAnswer = verb({
  name: 'mailCorrectionAnswer',
  permission: 'system',
  input: input('MailCorrectionAnswerInput', { correctionId: id() }),
  async run(scope, { correctionId }) {
    const correction = await scope.load(Correction, correctionId);
    const { resellerId, companyId, endUserId, field, state, answer } = correction;
    const [person] = await scope.sql<{ email: string; firstName: string }>(
      `select email, first_name as "firstName" from membership where end_user_id = $1 and status <> 'INVITED'`,
      [endUserId],
    );
    if (!person) return { result: false, subject: null };
    const { label } = CORRECTIONS[field];
    const { tenantName, brandName } = await tenantNames(scope, correction);
    const made = state === 'APPLIED';
    await queueMail(scope, {
      ...{ resellerId, companyId, endUserId },
      to: person.email,
      subject: made ? 'Your correction has been made' : 'Your correction has been declined',
      cause: 'correction',
      body: [
        `Hello ${person.firstName},`,
        made
          ? `${tenantName} has corrected your ${label}, as you asked.`
          : `${tenantName} has not changed your ${label}, which you asked to have corrected.`,
        ...(answer ? [answer] : []),
        'You see it in Steward under My profile.',
        brandName,
      ].join('\n\n'),
    });
    return { result: true, subject: null };
  },
});

export const mailCorrectionAnswerJob = job({
  name: 'mail-correction-answer',
  for: 'tenant',
  does: [mailCorrectionAnswer],
  payload: z.object({ resellerId: z.string(), correctionId: z.string() }),
  async run(setting, { correctionId }) {
    await perform(setting, mailCorrectionAnswer, { correctionId });
  },
});
