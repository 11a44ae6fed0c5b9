import { line } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { Problem } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { queueMail } from '../../../desk/notifications/index.ts';
import { hashSecret } from '../tokens.ts';

/**
 * Signs in with the new address from now on, by the link that went there, in a session of the same person: so neither an open
 * session alone nor the mailbox alone does it. The former address is told. Answers with the new one. [S48]
 */
export const confirmEmailChange = verb({
  name: 'confirmEmailChange',
  description: 'Takes the link that was mailed to the new address, and answers with that.',
  permission: 'SESSION_OWN',
  input: input('ConfirmEmailChangeInput', { token: line(200) }),
  async run(scope, { token }) {
    const [done] = await scope.sql<{ former: string; email: string; first_name: string; brand_name: string }>(
      'select * from confirm_email_change($1, $2)',
      [hashSecret(token), scope.now],
    );
    if (!done)
      throw new Problem(
        'NOT_FOUND',
        'This link has been used, has expired, or belongs to somebody else’s sign-in. Ask for a new one.',
      );
    const { membershipId, personId, ...member } = memberOf(scope.actor);
    const tenancy = tenancyOf(member);
    await queueMail(scope, {
      ...tenancy,
      to: done.former,
      subject: 'You sign in with another address now',
      cause: 'emailChange',
      body: [
        `Hello ${done.first_name},`,
        `The address with which you sign in to Steward has been changed from ${done.former} to ${done.email}. Your password and second factors are as they were.`,
        'If it was not you, tell your administrator at once: they can cancel your sign-in.',
        done.brand_name,
      ].join('\n\n'),
    });
    scope.hint({ kind: 'Membership', id: membershipId });
    const subject = { type: 'Membership', id: membershipId, ...tenancy, changed: ['email'] };
    return { result: done.email, subject };
  },
});
