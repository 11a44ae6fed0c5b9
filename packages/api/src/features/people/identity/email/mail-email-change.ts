import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { job } from '../../../../kernel/jobs.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { queueMail } from '../../../desk/notifications/index.ts';
import { hashSecret, newSecret } from '../tokens.ts';

/** Mails the link that confirms a new address there, under the brand of the reseller; nothing if somebody signs in with it. [S48] */
export const mailEmailChange = verb({
  name: 'mailEmailChange',
  permission: 'system',
  input: input('MailEmailChangeInput', { resellerId: id(), membershipId: id(), changeId: id() }),
  async run(scope, { resellerId, membershipId, changeId }, { publicUrl }) {
    const secret = newSecret();
    const [to] = await scope.sql<{
      company_id: string | null;
      end_user_id: string | null;
      email: string;
      first_name: string;
      brand_name: string;
    }>('select * from issue_email_change($1, $2, $3, $4)', [
      changeId,
      membershipId,
      hashSecret(secret),
      scope.now,
    ]);
    if (!to) return { result: false, subject: null };
    const tenancy = { resellerId, companyId: to.company_id, endUserId: to.end_user_id };
    await queueMail(scope, {
      ...tenancy,
      to: to.email,
      subject: 'Confirm your new address',
      cause: 'emailChange',
      body: [
        `Hello ${to.first_name},`,
        `You would like to sign in to Steward with ${to.email} from now on.`,
        `Where you are signed in, confirm it here within an hour:\n${publicUrl}/sessions/confirm-email#${secret}`,
        'If you did not ask for this, you need not do anything: nobody signs in with this address.',
        to.brand_name,
      ].join('\n\n'),
    });
    return { result: true, subject: null };
  },
});

export const mailEmailChangeJob = job({
  name: 'mail-email-change',
  for: 'tenant',
  does: [mailEmailChange],
  payload: z.object({ resellerId: z.string(), membershipId: z.string(), changeId: z.string() }),
  async run(setting, payload) {
    await perform(setting, mailEmailChange, payload);
  },
});
