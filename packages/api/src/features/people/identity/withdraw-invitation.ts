import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockMembership } from './lock-membership.ts';

/**
 * Takes back an invitation that nobody has accepted: its link stops working, and nothing is kept of whom it was for. Its
 * result is the id of the membership that is gone. [S43]
 */
export const withdrawInvitation = verb({
  name: 'withdrawInvitation',
  permission: 'MEMBERSHIP_WRITE',
  input: input('WithdrawInvitationInput', { membershipId: id() }),
  async run(scope, { membershipId }) {
    const { status, resellerId, companyId, endUserId } = await lockMembership(scope, membershipId);
    if (status !== 'INVITED')
      throw conflict(
        'This invitation has been accepted already: suspend whoever took it instead.',
        'membershipId',
      );
    await scope.sql('delete from invitation where membership_id = $1', [membershipId]);
    await scope.sql('delete from membership where id = $1', [membershipId]);
    const tenancy = { resellerId, companyId, endUserId };
    // The directory says who has a sign-in.
    if (endUserId) scope.hint({ kind: 'EndUser', id: endUserId, ...tenancy });
    return { result: membershipId, subject: { type: 'Membership', id: membershipId, ...tenancy } };
  },
});
