import { id } from '@steward/shared';
import { z } from 'zod';
import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { mailOwnChange } from './mail-own-change.ts';
import type { Tried } from './sign-in-throttle.ts';

/**
 * Gives whoever acts a new password, ends all their sessions but the one they act in, at once and everywhere, and tells
 * them by mail. Gives the subject for the audit log. [S45] [S48]
 *
 * @param tried the try by which they proved the one before
 */
export async function setPassword(scope: Scope, passwordHash: string, tried?: Tried): Promise<Subject> {
  const { membershipId, ...member } = memberOf(scope.actor);
  await scope.sql('select set_own_password($1, $2, $3)', [
    passwordHash,
    tried?.network ?? null,
    tried?.at ?? null,
  ]);
  await endOthers(scope);
  const tenancy = tenancyOf(member);
  await enqueue(scope, mailPasswordChangeJob, { resellerId: tenancy.resellerId, membershipId });
  return { type: 'Membership', id: membershipId, ...tenancy, changed: ['password'] };
}

/** Ends all sessions of whoever acts but the one they act in; gives how many were open. */
export async function endOthers(scope: Scope): Promise<number> {
  const ended = await scope.sql<{ id: string; open: boolean }>(
    `update session set ended_at = $2 where id <> $1 and ended_at is null
       returning id, own_session_ends(id) > $2 as open`,
    [memberOf(scope.actor).sessionId, scope.now],
  );
  // The sessions may stand in any of the person's tenants: those who hear of one that is not theirs learn nothing by it.
  scope.hint(...ended.map(({ id }) => ({ kind: 'Session', id })));
  return ended.filter(({ open }) => open).length;
}

/** Tells someone that their password is another one now, lest it was not them who changed it. */
export const mailPasswordChange = verb({
  name: 'mailPasswordChange',
  permission: 'system',
  input: input('MailPasswordChangeInput', { membershipId: id() }),
  run: (scope, { membershipId }) =>
    mailOwnChange(scope, membershipId, {
      subject: 'Your password has been changed',
      cause: 'passwordChange',
      happened: (email) =>
        `The password with which ${email} signs in to Steward has been changed, and everyone who was signed in with the old one has been signed out.`,
    }),
});

export const mailPasswordChangeJob = job({
  name: 'mail-password-change',
  for: 'tenant',
  does: [mailPasswordChange],
  payload: z.object({ resellerId: z.string(), membershipId: z.string() }),
  async run(setting, { membershipId }) {
    await perform(setting, mailPasswordChange, { membershipId });
  },
});
