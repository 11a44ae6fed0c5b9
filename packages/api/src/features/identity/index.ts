/** People, what they are where (memberships), invitations and sessions. */
export { Agreement } from './agreement.entity.ts';
export { Invitation } from './invitation.entity.ts';
export { LevelChoice, Membership, MembershipStatus } from './membership.entity.ts';
export { Person } from './person.entity.ts';
export { Session } from './session.entity.ts';
export { acceptInvitation } from './accept-invitation.ts';
export { invite } from './invite.ts';
export { memberships } from './membership.list.ts';
export { hashPassword } from './password.ts';
export { identityResolvers } from './resolvers.ts';
export { Tokens } from './tokens.ts';
