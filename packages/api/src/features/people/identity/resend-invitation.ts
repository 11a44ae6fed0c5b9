import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { invite } from './invite.ts';
import { Membership } from './membership.entity.ts';

/** Sends a new invitation for a membership that nobody has accepted yet; the earlier link stops working. */
export const resendInvitation = verb({
  name: 'resendInvitation',
  permission: 'MEMBERSHIP_WRITE',
  input: input('ResendInvitationInput', { membershipId: id() }),
  async run(scope, { membershipId }, { publicUrl }) {
    const membership = await scope.load(Membership, membershipId);
    // Their address is the directory's to say, and may be another by now.
    if (membership.level === 'END_USER')
      throw conflict('This is an end user: invite them from their entry in the directory.', 'membershipId');
    if (membership.status !== 'INVITED')
      throw conflict('This invitation has been accepted already.', 'membershipId');
    await invite(scope, membership, publicUrl);
    const { resellerId, companyId, endUserId } = membership;
    return {
      result: membership.id,
      subject: { type: 'Membership', id: membership.id, resellerId, companyId, endUserId },
    };
  },
});
