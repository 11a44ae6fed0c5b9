/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  signIn: 'Sign in',
  signOut: 'Sign out',
  switchMembership: 'Switch membership',
  endSessions: 'End sessions',
  endOtherSessions: 'End own other sessions',
  revokeSession: 'End session',
  changePassword: 'Change password',
  resetPassword: 'Reset password',
  mailPasswordReset: 'Send password link',
  inviteAdministrator: 'Invite administrator',
  updateAdministrator: 'Change administrator',
  acceptInvitation: 'Accept invitation',
  resendInvitation: 'Send invitation again',
  withdrawInvitation: 'Withdraw invitation',
  publishAgreement: 'Publish processing agreement',
  acceptAgreement: 'Accept processing agreement',
};
