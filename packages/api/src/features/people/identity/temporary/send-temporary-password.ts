import { id, newId } from '@steward/shared';
import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { conflict } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { lockMembership } from '../lock-membership.ts';
import { assertNoWait } from '../sign-in-throttle.ts';
import { temporaryUntil } from './temporary-password.ts';

/**
 * Sends somebody whom one looks after a temporary password, to the mobile that is recorded: good once and for half an hour, it lets
 * them choose a password of their own. Second factors stay. Never of oneself, and of nobody who signs in elsewhere too. [I4] [S44]
 */
export const sendTemporaryPassword = verb({
  name: 'sendTemporaryPassword',
  description: 'Goes to the mobile that is recorded; good once and for half an hour.',
  permission: 'MEMBERSHIP_WRITE',
  fresh: true,
  input: input('SendTemporaryPasswordInput', { membershipId: id() }),
  async run(scope, { membershipId }) {
    const membership = await lockMembership(scope, membershipId);
    if (membershipId === memberOf(scope.actor).membershipId)
      throw conflict('This is your own sign-in: change your password under "Sign-in".', 'membershipId');
    if (membership.status !== 'ACTIVE')
      throw conflict('Only somebody who can sign in is sent a temporary password.', 'membershipId');
    if (!membership.mobile)
      throw conflict('No mobile is recorded for this person: record it first.', 'membershipId');
    const [ordered] = await scope.sql<{ wait: Date | null }>(
      'select order_temporary_password($1, $2, $3, $4) as wait',
      [membershipId, newId(), temporaryUntil(scope.now), scope.now],
    );
    assertNoWait(scope, ordered?.wait, 'temporary passwords');
    const { resellerId, companyId, endUserId } = membership;
    return {
      result: true,
      subject: { type: 'Membership', id: membershipId, resellerId, companyId, endUserId },
    };
  },
});
