import { ID } from 'type-graphql';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { acceptAgreement } from './accept-agreement.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { Agreement } from './agreement.entity.ts';
import { agreements } from './agreement.list.ts';
import { changePassword } from './change-password.ts';
import { invitation } from './invitation-preview.ts';
import { inviteAdministrator } from './invite-administrator.ts';
import './mail-password-reset.ts';
import { Membership } from './membership.entity.ts';
import { memberships, sessions } from './membership.list.ts';
import './password-reset.entity.ts';
import { passwordReset } from './password-reset-preview.ts';
import { publishAgreement } from './publish-agreement.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resendInvitation } from './resend-invitation.ts';
import { resetPassword } from './reset-password.ts';
import { revokeSession } from './revoke-session.ts';
import { Session } from './session.entity.ts';
import { SessionResolver } from './session.resolver.ts';
import './sign-in-throttle.entity.ts';
import { updateAdministrator } from './update-administrator.ts';
import { viewer } from './viewer.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

export const identityResolvers = [
  SessionResolver,
  viewer,
  invitation,
  passwordReset,
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
  plainMutation(withdrawInvitation, () => ID),
  mutation(updateAdministrator, Membership),
  mutation(revokeSession, Session),
  plainMutation(requestPasswordReset, () => Boolean),
  plainMutation(resetPassword, () => Boolean),
  mutation(changePassword, Session),
];
