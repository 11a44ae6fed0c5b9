import { mutation } from '../../kernel/verb.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { invitation } from './invitation-preview.ts';
import { Membership } from './membership.entity.ts';
import { memberships, sessions } from './membership.list.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeSession } from './revoke-session.ts';
import { Session } from './session.entity.ts';
import { SessionResolver } from './session.resolver.ts';
import './sign-in-throttle.entity.ts';
import { viewer } from './viewer.ts';

export const identityResolvers = [
  SessionResolver,
  viewer,
  invitation,
  memberships.resolver,
  sessions.resolver,
  mutation(acceptInvitation, Membership),
  mutation(resendInvitation, Membership),
  mutation(revokeSession, Session),
];
