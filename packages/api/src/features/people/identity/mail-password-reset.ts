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
      reissue: boolean;
    }>('select * from issue_password_reset($1, $2, $3)', [resetId, hashSecret(secret), scope.now]);
    if (!to) return { result: false, subject: null };
    const tenancy = { resellerId, companyId: to.company_id, endUserId: to.end_user_id };
    await queueMail(scope, {
      ...tenancy,
      to: to.email,
      subject: to.reissue ? 'Begin anew with your sign-in' : 'Choose a new password',
      cause: PASSWORD_RESET,
      body: (to.reissue ? reissued : forgotten)(to, `${publicUrl}/reset-password#${secret}`),
    });
    return { result: true, subject: { type: 'Membership', id: to.membership_id, ...tenancy } };
  },
});

interface Addressee {
  email: string;
  first_name: string;
  brand_name: string;
}

const reissued = (to: Addressee, link: string): string =>
  [
    `Hello ${to.first_name},`,
    `Something that lets you in was reported lost or stolen, so everything with which ${to.email} signs in to Steward has been cancelled: password, second factors, recovery codes and sessions.`,
    `Begin anew here within a day:\n${link}`,
    'If you know nothing of this, tell your administrator.',
    to.brand_name,
  ].join('\n\n');

const forgotten = (to: Addressee, link: string): string =>
  [
    `Hello ${to.first_name},`,
    `Someone, most likely you, has forgotten the password with which ${to.email} signs in to Steward.`,
    `Choose a new one here within an hour:\n${link}`,
    'If it was not you, you need not do anything: your password stays as it is.',
    to.brand_name,
  ].join('\n\n');

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
