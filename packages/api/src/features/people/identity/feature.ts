import { ID, Int } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { secretsOf } from '../../../kernel/config.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import { children, narrowed, yesOrNo } from '../../../kernel/read/list.ts';
import { SecurityEvents } from '../../../kernel/security-events.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Company, Reseller, resellers } from '../../platform/tenancy/index.ts';
import { Agreement, NEWEST_AGREEMENT } from '../../trust/agreements/index.ts';
import { acceptAgreement } from './accept-agreement.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { acceptResellersAgreement } from './accept-resellers-agreement.ts';
import { AgreementAcceptance, agreementAcceptances } from './agreement-acceptance.entity.ts';
import { agreementChanges } from './agreement-changes.ts';
import agreementsSql from './agreements.sql?raw';
import { changePassword } from './change-password.ts';
import { ClosedArea } from './closed-area.entity.ts';
import { Devices } from './devices.ts';
import { confirmEmailChange } from './email/confirm-email-change.ts';
import { EmailChange } from './email/email-change.entity.ts';
import emailChangesSql from './email/email-changes.sql?raw';
import { mailEmailChange, mailEmailChangeJob } from './email/mail-email-change.ts';
import { requestEmailChange } from './email/request-email-change.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSessions } from './end-sessions.ts';
import { confirmPasskeyEnrolment } from './factors/confirm-passkey-enrolment.ts';
import { confirmTotpEnrolment } from './factors/confirm-totp-enrolment.ts';
import { Factor } from './factors/factor.entity.ts';
import { factors } from './factors/factor.list.ts';
import { FactorResolver } from './factors/factor.resolver.ts';
import factorsSql from './factors/factors.sql?raw';
import { factorsOf } from './factors/factors.ts';
import { freshProof } from './factors/fresh-proof.ts';
import { mailFactorChange, mailFactorChangeJob } from './factors/mail-factor-change.ts';
import { PasskeyChallenge } from './factors/passkey-challenge.entity.ts';
import passkeysSql from './factors/passkeys.sql?raw';
import { passkeysOf } from './factors/passkeys.ts';
import { provePassword } from './factors/prove-password.ts';
import { RecoveryCode } from './factors/recovery-code.entity.ts';
import { removeFactor } from './factors/remove-factor.ts';
import { renameFactor } from './factors/rename-factor.ts';
import { renewRecoveryCodes } from './factors/renew-recovery-codes.ts';
import { reportLost } from './factors/report-lost.ts';
import { resetFactors } from './factors/reset-factors.ts';
import { signInWithPasskey } from './factors/sign-in-with-passkey.ts';
import { startPasskeyEnrolment } from './factors/start-passkey-enrolment.ts';
import { startPasskeyProof } from './factors/start-passkey-proof.ts';
import { startPasskeySignIn } from './factors/start-passkey-sign-in.ts';
import { startTotpEnrolment, TotpEnrolment } from './factors/start-totp-enrolment.ts';
import { verifyFactor } from './factors/verify-factor.ts';
import { verifyPasskey } from './factors/verify-passkey.ts';
import { heldMemberships } from './held-memberships.ts';
import { Invitation } from './invitation.entity.ts';
import { invitation } from './invitation-preview.ts';
import invitationsSql from './invitations.sql?raw';
import { inviteAdministrator } from './invite-administrator.ts';
import { mailPasswordReset, mailPasswordResetJob } from './mail-password-reset.ts';
import { Membership } from './membership.entity.ts';
import { memberships, sessions } from './membership.list.ts';
import { noteSecurityEvents } from './note-security-events.ts';
import { leaveOrganisation } from './own/leave-organisation.ts';
import ownMembershipSql from './own/own-membership.sql?raw';
import { OwnNumbers, ownNumbers } from './own/own-numbers.ts';
import { updateOwnNumbers } from './own/update-own-numbers.ts';
import { PasswordReset } from './password-reset.entity.ts';
import { passwordReset } from './password-reset-preview.ts';
import passwordResetsSql from './password-resets.sql?raw';
import { Person } from './person.entity.ts';
import { publishAgreement } from './publish-agreement.ts';
import { refreshSession } from './refresh-session.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resendInvitation } from './resend-invitation.ts';
import { resetPassword } from './reset-password.ts';
import { revokeSession } from './revoke-session.ts';
import { Role } from './role.entity.ts';
import rolesSql from './roles.sql?raw';
import { SecurityEvent } from './security-event.entity.ts';
import { securityEvents } from './security-event.list.ts';
import securityEventsSql from './security-events.sql?raw';
import { Session } from './session.entity.ts';
import { SessionResolver } from './session.resolver.ts';
import sessionsSql from './sessions.sql?raw';
import { mailPasswordChange, mailPasswordChangeJob } from './set-password.ts';
import signInSql from './sign-in.sql?raw';
import { signIn } from './sign-in.ts';
import { SignInPolicyView, signInPolicies } from './sign-in-policies.ts';
import { SignInPolicy } from './sign-in-policy.entity.ts';
import { SignInThrottle } from './sign-in-throttle.entity.ts';
import { signOut } from './sign-out.ts';
import { SigningKey } from './signing-key.entity.ts';
import signingKeysSql from './signing-keys.sql?raw';
import { generationsOf } from './signing-keys.ts';
import { switchMembership } from './switch-membership.ts';
import { requestTemporaryPassword } from './temporary/request-temporary-password.ts';
import { sendTemporaryPassword } from './temporary/send-temporary-password.ts';
import { sendTemporaryPasswords } from './temporary/send-temporary-passwords.ts';
import { TemporaryPassword } from './temporary/temporary-password.entity.ts';
import temporaryPasswordsSql from './temporary/temporary-passwords.sql?raw';
import { textTemporaryPassword, textTemporaryPasswordJob } from './temporary/text-temporary-password.ts';
import { useTemporaryPassword } from './temporary/use-temporary-password.ts';
import { Tokens } from './tokens.ts';
import { updateAdministrator } from './update-administrator.ts';
import { updateSignInPolicy } from './update-sign-in-policy.ts';
import { viewer } from './viewer.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

const permissions = {
  MEMBERSHIP_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See administrators and invitations',
  },
  MEMBERSHIP_WRITE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Invite, change, suspend and sign out administrators',
    for: 'owners',
    lent: false,
  },
  SECURITY_READ: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See failed sign-ins and what was refused',
  },
  SESSION_OWN: {
    area: 'settings',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See and end one’s own sessions',
    for: 'everyone',
    lent: false,
  },
  SIGN_IN_POLICY_WRITE: {
    area: 'settings',
    levels: ['PLATFORM'],
    words: 'Say how long sessions last',
    for: 'owners',
  },
  AGREEMENT_PUBLISH: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Publish processing agreements',
    for: 'owners',
  },
  AGREEMENT_ACCEPT: {
    area: 'privacy',
    levels: ['COMPANY'],
    words: 'Accept the processing agreement for the company',
    for: 'owners',
    lent: false,
  },
  RESELLER_AGREEMENT_ACCEPT: {
    area: 'privacy',
    levels: ['RESELLER'],
    words: 'Accept the processing agreement for the reseller',
    for: 'owners',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const openInvitations = {
  figures: {
    openInvitations: `(select count(*) from membership where status = 'INVITED' and level <> 'END_USER')`,
  },
};

/** SQL: the reseller with this alias has not accepted the newest agreement; the platform's channel has nobody to accept it from. */
const isResellersAgreementDue = (row: string): string =>
  `(not ${row}.is_platform and not exists (select from agreement_acceptance x join agreement a on a.id = x.agreement_id
    where x.reseller_id = ${row}.id and x.company_id is null and a.reseller_id is null and a.version = ${NEWEST_AGREEMENT}))`;

export const identityFeature = feature({
  name: 'people/identity',
  notHeld: {
    security_event: 'what has happened, which stays',
  },
  demo: () => import('./demo.ts'),
  needs: ['trust/agreements', 'platform/tenancy', 'desk/notifications'],
  permissions,
  tables: [
    AgreementAcceptance,
    ClosedArea,
    EmailChange,
    Invitation,
    Membership,
    PasswordReset,
    Person,
    Role,
    SecurityEvent,
    Session,
    SignInPolicy,
    SignInThrottle,
    SigningKey,
    Factor,
    RecoveryCode,
    PasskeyChallenge,
    TemporaryPassword,
  ],
  sql: [
    agreementsSql,
    rolesSql,
    securityEventsSql,
    signInSql,
    sessionsSql,
    passwordResetsSql,
    temporaryPasswordsSql,
    signingKeysSql,
    invitationsSql,
    factorsSql,
    passkeysSql,
    emailChangesSql,
    ownMembershipSql,
  ],
  lists: [agreementAcceptances, memberships, sessions, factors, securityEvents],
  verbs: [
    mutation(publishAgreement, Agreement),
    mutation(acceptAgreement, Company),
    mutation(acceptResellersAgreement, Reseller),
    mutation(acceptInvitation, Membership),
    mutation(inviteAdministrator, Membership),
    mutation(resendInvitation, Membership),
    plainMutation(withdrawInvitation, () => ID),
    mutation(updateAdministrator, Membership),
    mutation(revokeSession, Session),
    plainMutation(endSessions, () => Int),
    plainMutation(endOtherSessions, () => Int),
    plainMutation(requestPasswordReset, () => Boolean),
    plainMutation(resetPassword, () => Boolean),
    mutation(changePassword, Session),
    mailPasswordReset,
    plainMutation(requestTemporaryPassword, () => Boolean),
    plainMutation(sendTemporaryPassword, () => Boolean),
    plainMutation(sendTemporaryPasswords, () => BulkOutcome),
    plainMutation(useTemporaryPassword, () => String),
    textTemporaryPassword,
    plainMutation(requestEmailChange, () => Boolean),
    plainMutation(confirmEmailChange, () => String),
    mailEmailChange,
    plainMutation(updateOwnNumbers, () => OwnNumbers),
    plainMutation(leaveOrganisation, () => Boolean),
    refreshSession,
    mailPasswordChange,
    signIn,
    signOut,
    switchMembership,
    plainMutation(resetFactors, () => Int),
    plainMutation(reportLost, () => Boolean),
    plainMutation(startPasskeyEnrolment, () => String),
    confirmPasskeyEnrolment,
    plainMutation(startPasskeySignIn, () => String),
    plainMutation(startPasskeyProof, () => String),
    signInWithPasskey,
    verifyPasskey,
    plainMutation(provePassword, () => Boolean),
    mutation(renameFactor, Factor),
    plainMutation(removeFactor, () => ID),
    plainMutation(renewRecoveryCodes, () => [String]),
    mailFactorChange,
    plainMutation(updateSignInPolicy, () => SignInPolicyView),
    plainMutation(startTotpEnrolment, () => TotpEnrolment),
    confirmTotpEnrolment,
    verifyFactor,
  ],
  views: [agreementChanges, freshProof, invitation, ownNumbers, passwordReset, signInPolicies, viewer],
  fields: [
    added(
      Reseller,
      'agreementDue',
      Computed(() => Boolean, isResellersAgreementDue, {
        levels: ['PLATFORM', 'RESELLER'],
        description: 'It has yet to accept the newest processing agreement for its own people.',
      }),
    ),
    narrowed(resellers, 'agreementDue', yesOrNo(isResellersAgreementDue)),
    children(Reseller, 'memberships', memberships, 'reseller_id'),
    children(Company, 'memberships', memberships, 'company_id'),
    added(
      Company,
      'agreementAcceptedByName',
      Computed(
        () => String,
        (row) =>
          `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.agreement_accepted_by`,
        { nullable: true, levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
      ),
    ),
  ],
  resolvers: [SessionResolver, FactorResolver],
  services: ({ config, clock, scopes, log }) => ({
    tokens: new Tokens(secretsOf(config), clock, generationsOf(scopes)),
    factors: factorsOf(config),
    passkeys: passkeysOf(config),
    devices: new Devices(secretsOf(config)),
    security: new SecurityEvents((events) => noteSecurityEvents(scopes, events), log),
  }),
  jobs: [
    mailEmailChangeJob,
    textTemporaryPasswordJob,
    mailPasswordResetJob,
    mailPasswordChangeJob,
    mailFactorChangeJob,
  ],
  audits: {
    Membership: {
      label: 'Administrator',
      name: (id) => `select m.first_name || ' ' || m.last_name from membership m where m.id = ${id}`,
    },
    Session: { label: 'Session' },
    SignInPolicy: { label: 'Time-outs' },
    SecurityEvent: { label: 'Refused attempt' },
  },
  finds: [
    {
      kind: 'MEMBERSHIP',
      permission: 'MEMBERSHIP_READ',
      table: 'membership',
      // End users are found as what they are in the directory.
      only: `t.level <> 'END_USER'`,
      keys: ['last_key', 'first_key', 'email_key'],
      numbers: ['phone', 'mobile', 'fax'],
      order: 'last_key, first_key, id',
      title: `hit.first_name || ' ' || hit.last_name`,
      subtitle: `concat_ws(' · ', hit.email, coalesce(c.name, r.name))`,
      join: 'join reseller r on r.id = hit.reseller_id left join company c on c.id = hit.company_id',
    },
  ],
  holds: [heldMemberships],
  home: [
    {
      figures: {
        openInvitations: {
          type: () => Int,
          description: 'Administrators who have not accepted yet.',
        },
        resellersAgreementDue: {
          type: () => Boolean,
          description: 'The reseller has yet to accept the newest processing agreement.',
          otherwise: 'false',
        },
      },
      at: {
        PLATFORM: openInvitations,
        RESELLER: {
          figures: {
            ...openInvitations.figures,
            resellersAgreementDue: `exists (select from reseller r where r.id = ${setting('reseller_id')} and ${isResellersAgreementDue('r')})`,
          },
        },
        COMPANY: openInvitations,
      },
    },
  ],
});
