import { id, line } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { enqueue, job } from '../../../../kernel/jobs.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { queueMail } from '../../../desk/notifications/index.ts';

/** Tells whoever acts by mail that their second factors have changed, lest it was not them. [S48] */
export async function tellOfFactors(scope: Scope, what: string): Promise<void> {
  const { membershipId, resellerId } = memberOf(scope.actor);
  await enqueue(scope, mailFactorChangeJob, { resellerId, membershipId, what });
}

export const mailFactorChange = verb({
  name: 'mailFactorChange',
  permission: 'system',
  input: input('MailFactorChangeInput', { membershipId: id(), what: line(200) }),
  async run(scope, { membershipId, what }) {
    const [to] = await scope.sql<{
      resellerId: string;
      companyId: string | null;
      endUserId: string | null;
      email: string;
      firstName: string;
      brandName: string;
    }>(
      `select m.reseller_id as "resellerId", m.company_id as "companyId", m.end_user_id as "endUserId", m.email,
           m.first_name as "firstName", r.name as "brandName"
         from membership m join reseller r on r.id = m.reseller_id where m.id = $1`,
      [membershipId],
    );
    if (!to) return { result: false, subject: null };
    const { email, firstName, brandName, ...tenancy } = to;
    await queueMail(scope, {
      ...tenancy,
      to: email,
      subject: 'Your sign-in has changed',
      cause: 'factorChange',
      body: [
        `Hello ${firstName},`,
        `The sign-in with which ${email} uses Steward has changed. ${what}`,
        'If it was not you, ask for a new password on the sign-in page at once, and tell your administrator.',
        brandName,
      ].join('\n\n'),
    });
    return { result: true, subject: null };
  },
});

export const mailFactorChangeJob = job({
  name: 'mail-factor-change',
  for: 'tenant',
  does: [mailFactorChange],
  payload: z.object({ resellerId: z.string(), membershipId: z.string(), what: z.string() }),
  async run(setting, { membershipId, what }) {
    await perform(setting, mailFactorChange, { membershipId, what });
  },
});
