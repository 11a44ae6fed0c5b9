/** People, what they are where (memberships), invitations and sessions. */

export { acceptInvitation } from './accept-invitation.ts';
export { Agreement } from './agreement.entity.ts';
export { ensureAgreement, newestAgreement } from './agreement.ts';
export { AGREEMENT, type AgreementText } from './agreement-text.ts';
export {
  type AdministratorRecord,
  administratorInput,
  appointAdministrator,
} from './appoint-administrator.ts';
export { Invitation } from './invitation.entity.ts';
export { invite } from './invite.ts';
export { LevelChoice, Membership, MembershipStatus } from './membership.entity.ts';
export { memberships } from './membership.list.ts';
export { hashPassword } from './password.ts';
export { Person } from './person.entity.ts';
export { Session } from './session.entity.ts';
export { signIn } from './sign-in.ts';
export { Tokens } from './tokens.ts';
