import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { PASSWORD_RESET, queueMail } from '../../desk/notifications/index.ts';
import { hashSecret, newSecret } from './tokens.ts';

/**
 * Mails the link that was asked for, in the name of the reseller whose door signing in would open; does nothing if nobody
 * signs in with that address. The link carries its secret in the fragment, which browsers do not send to servers. [S58]
 */
export const mailPasswordReset = verb({
  name: 'mailPasswordReset',
  permission: 'system',
  input: input('MailPasswordResetInput', { resellerId: id(), resetId: id() }),
  async run(scope, { resellerId, resetId }, { publicUrl }) {
    const secret = newSecret();
    const [to] = await scope.sql<{
      membership_id: string;
      company_id: string | null;
      end_user_id: string | null;
      email: string;
      first_name: string;
      brand_name: string;
    }>('select * from issue_password_reset($1, $2, $3)', [resetId, hashSecret(secret), scope.now]);
    if (!to) return { result: false, subject: null };
    const tenancy = { resellerId, companyId: to.company_id, endUserId: to.end_user_id };
    await queueMail(scope, {
      ...tenancy,
      to: to.email,
      subject: 'Choose a new password',
      cause: PASSWORD_RESET,
      body: [
        `Hello ${to.first_name},`,
        `Someone, most likely you, has forgotten the password with which ${to.email} signs in to Steward.`,
        `Choose a new one here within an hour:\n${publicUrl}/reset-password#${secret}`,
        'If it was not you, you need not do anything: your password stays as it is.',
        to.brand_name,
      ].join('\n\n'),
    });
    return { result: true, subject: { type: 'Membership', id: to.membership_id, ...tenancy } };
  },
});

/** Added by request_password_reset in the database, for people and for addresses that are nobody's. */
export const mailPasswordResetJob = job({
  name: 'mail-password-reset',
  for: 'tenant',
  does: [mailPasswordReset],
  payload: z.object({ resellerId: z.string(), resetId: z.string() }),
  async run(setting, payload) {
    await perform(setting, mailPasswordReset, payload);
  },
});
