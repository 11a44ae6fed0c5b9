/** People, what they are where (memberships), invitations and sessions. */

export { acceptInvitation } from './accept-invitation.ts';
export { actAs } from './act-as.ts';
export { ensureAgreement } from './agreement.ts';
export {
  type AdministratorRecord,
  administratorInput,
  appointAdministrator,
} from './appoint-administrator.ts';
export { ClosedArea } from './closed-area.entity.ts';
export { assertFits, notHeld, roleToGive, unfit } from './fitting-role.ts';
export { Invitation, ofInvitation } from './invitation.entity.ts';
export { Brand } from './invitation-preview.ts';
export { invite } from './invite.ts';
export { inviteAdministrator } from './invite-administrator.ts';
export { lockMembership } from './lock-membership.ts';
export { LevelChoice, Membership, MembershipStatus } from './membership.entity.ts';
export { memberships } from './membership.list.ts';
export { guardOwnMobile } from './own/guard-own-mobile.ts';
export { hashPassword } from './password.ts';
export { Person } from './person.entity.ts';
export { Role, RoleKind } from './role.entity.ts';
export { SecurityEventKind } from './security-event.entity.ts';
export { Session } from './session.entity.ts';
export { signIn } from './sign-in.ts';
export { assertNoWait } from './sign-in-throttle.ts';
export { rotateSigningKeys } from './signing-keys.ts';
export { hashSecret, newSecret, Tokens } from './tokens.ts';
export { viewerField } from './viewer.ts';
export { type Who, who } from './who.ts';
