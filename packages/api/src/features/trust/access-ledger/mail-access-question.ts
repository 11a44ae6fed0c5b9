import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';

interface Asked {
  resellerId: string;
  companyId: string;
  endUserId: string;
  company: string;
  answered: boolean;
}

/**
 * Tells the company's administrators who may answer that somebody asks about the ledger of access, or the person that they have
 * been answered. What was written is read after signing in only. [U6]
 */
export const mailAccessQuestion = verb({
  name: 'mailAccessQuestion',
  permission: 'system',
  input: input('MailAccessQuestionInput', { resellerId: id(), questionId: id(), answer: z.boolean() }),
  async run(scope, { questionId, answer }, { publicUrl }) {
    const [asked] = await scope.sql<Asked>(
      `select q.reseller_id as "resellerId", q.company_id as "companyId", q.end_user_id as "endUserId", c.name as company,
           q.answered_at is not null as answered
         from access_question q join company c on c.id = q.company_id where q.id = $1`,
      [questionId],
    );
    if (asked?.answered !== answer) return { result: 0, subject: null };
    const { answered, company, resellerId, companyId, endUserId } = asked;
    const people = await scope.sql<{ email: string; firstName: string }>(
      `select m.email, m.first_name as "firstName" from membership m join role r on r.id = m.role_id
         where m.status = 'ACTIVE' and m.lent_to is null and ${
           answered
             ? 'm.end_user_id = $1'
             : `m.company_id = $1 and m.level = 'COMPANY' and 'ACCESS_LEDGER_ANSWER' = any (r.permissions)`
         } order by m.id`,
      [answered ? endUserId : companyId],
    );
    const [subject, says] = answered
      ? [
          'Your question about who looked is answered',
          `${company} has answered what you asked about who looked.`,
        ]
      : ['A question about who looked', `One of the people of ${company} asks about an entry of who looked.`];
    await queueMails(
      scope,
      'accessQuestion',
      people.map(({ email, firstName }) => ({
        ...{ resellerId, companyId, endUserId: answered ? endUserId : null },
        to: email,
        subject,
        body: [`Hello ${firstName},`, says, `${publicUrl}/who-looked?asked=true`, company].join('\n\n'),
      })),
    );
    return { result: people.length, subject: null };
  },
});

export const mailAccessQuestionJob = job({
  name: 'mail-access-question',
  for: 'tenant',
  does: [mailAccessQuestion],
  payload: z.object({ resellerId: z.string(), questionId: z.string(), answer: z.boolean() }),
  run: async (setting, payload) => void (await perform(setting, mailAccessQuestion, payload)),
});
