import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { administratorsOf } from './administrators-of.ts';

/** Tells the administrators of whoever objected that there is an answer; what it says is read in the console. [D1] */
export const mailObjectionAnswer = verb({
  name: 'mailObjectionAnswer',
  permission: 'system',
  input: input('MailObjectionAnswerInput', { objectionId: id() }),
  async run(scope, { objectionId }, { publicUrl }) {
    const [objection] = await scope.sql<{ resellerId: string; companyId: string | null; brand: string }>(
      `select o.reseller_id as "resellerId", o.company_id as "companyId", r.name as brand
         from processor_objection o join reseller r on r.id = o.reseller_id where o.id = $1 and o.answered_at is not null`,
      [objectionId],
    );
    if (!objection) return { result: 0, subject: null };
    const { brand, ...tenant } = objection;
    const readers = await administratorsOf(scope, [tenant]);
    await queueMails(
      scope,
      'processorChange',
      readers.map(({ email, firstName }) => ({
        ...{ ...tenant, endUserId: null, to: email },
        subject: 'Your objection has been answered',
        body: [
          `Hello ${firstName},`,
          'your objection to a change of sub-processors has been answered. You read the answer, and what follows from it, in the console:',
          `${publicUrl}/sub-processor-changes`,
          brand,
        ].join('\n\n'),
      })),
    );
    return { result: readers.length, subject: null };
  },
});

export const mailObjectionAnswerJob = job({
  name: 'mail-objection-answer',
  for: 'tenant',
  does: [mailObjectionAnswer],
  payload: z.object({ resellerId: z.string(), objectionId: z.string() }),
  run: async (setting, { objectionId }) =>
    void (await perform(setting, mailObjectionAnswer, { objectionId })),
});
