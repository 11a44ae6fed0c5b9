import { children } from '../../kernel/read/list.ts';
import { mutation } from '../../kernel/verb.ts';
import { Company, Reseller } from '../tenancy/index.ts';
import { acceptAgreement } from './accept-agreement.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { Agreement } from './agreement.entity.ts';
import { agreements } from './agreement.list.ts';
import { invitation } from './invitation-preview.ts';
import { inviteAdministrator } from './invite-administrator.ts';
import { Membership } from './membership.entity.ts';
import { memberships, sessions } from './membership.list.ts';
import { publishAgreement } from './publish-agreement.ts';
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
  agreements.resolver,
  memberships.resolver,
  sessions.resolver,
  children(Reseller, 'memberships', memberships, 'reseller_id'),
  children(Company, 'memberships', memberships, 'company_id'),
  mutation(publishAgreement, Agreement),
  mutation(acceptAgreement, Company),
  mutation(acceptInvitation, Membership),
  mutation(inviteAdministrator, Membership),
  mutation(resendInvitation, Membership),
  mutation(revokeSession, Session),
];
