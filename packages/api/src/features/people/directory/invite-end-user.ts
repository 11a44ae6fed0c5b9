import { id, newId } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { invite, Membership } from '../identity/index.ts';
import { EndUser } from './end-user.entity.ts';
import { type LockedEndUser, lockEndUser } from './lock-end-user.ts';

/**
 * Invites an end user to sign in, with their primary address; one without an address who asked for access, where they
 * asked. Done again, it sends a new invitation in place of the
 * earlier one. [U4] [S43]
 */
export const inviteEndUser = verb({
  name: 'inviteEndUser',
  permission: 'END_USER_WRITE',
  input: input('InviteEndUserInput', { endUserId: id() }),
  async run(scope, { endUserId }, { publicUrl }) {
    const endUser = await lockEndUser(scope, endUserId);
    if (endUser.status === 'SUSPENDED') throw conflict('This end user is suspended.', 'endUserId');
    const email = endUser.email ?? (await invitedAt(scope, endUserId));
    if (!email) throw conflict('This end user has no e-mail address yet: allocate one first.', 'endUserId');
    await inviteAt(scope, endUser, email, publicUrl);
    const { resellerId, companyId } = endUser;
    return {
      result: endUserId,
      subject: { type: 'EndUser', id: endUserId, resellerId, companyId, endUserId },
    };
  },
});

/** Where somebody without an address in the directory was invited before. */
async function invitedAt(scope: Scope, endUserId: string): Promise<string | undefined> {
  const [invited] = await scope.sql<{ email: string }>(
    `select email from membership where end_user_id = $1 and status = 'INVITED'`,
    [endUserId],
  );
  return invited?.email;
}

/**
 * Invites an end user at this address, and tells them their user id; CONFLICT if they have a sign-in.
 *
 * @param more further paragraphs of the message
 */
export async function inviteAt(
  scope: Scope,
  endUser: LockedEndUser,
  email: string,
  publicUrl: string,
  more: readonly string[] = [],
): Promise<void> {
  const membership = await invitedMembership(scope, endUser, email);
  const userId = `Your user id is ${endUser.userId}. Quote it when you ask for help.`;
  await invite(scope, membership, publicUrl, [userId, ...more]);
}

/** The membership that waits for the end user, made or brought up to date; CONFLICT if it has been taken. */
async function invitedMembership(scope: Scope, endUser: LockedEndUser, email: string): Promise<Membership> {
  const { id: endUserId, resellerId, companyId, firstName, lastName } = endUser;
  const { phone, mobile } = await scope.load(EndUser, endUserId);
  const directory = { email, firstName, lastName, phone, mobile };
  const [known] = await scope.sql<{ id: string }>('select id from membership where end_user_id = $1', [
    endUserId,
  ]);
  if (known) {
    const membership = await scope.load(Membership, known.id);
    if (membership.status !== 'INVITED') throw conflict('This end user has a sign-in already.', 'endUserId');
    return Object.assign(membership, directory);
  }
  const tenancy = { resellerId, companyId, endUserId };
  const fresh: Partial<Membership> = {
    id: newId(),
    personId: null,
    level: 'END_USER',
    ...tenancy,
    ...directory,
    fax: null,
    status: 'INVITED',
    lastSignInAt: null,
    createdAt: scope.now,
  };
  return (await scope.insert(Membership, fresh)) as Membership;
}
