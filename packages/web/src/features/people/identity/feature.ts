import { IconFileCheck, IconUserShield } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { page, rootRoute } from '../../../frame/routes.ts';
import { ownPath } from './own-path.ts';

/** What can be opened without being signed in. */
export const entryRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'sign-in',
    beforeLoad: ({ context, search, location }) => {
      // Whoever has just chosen a new password signs in with it, whether or not a session was open here.
      if (context.signedIn && !location.state.passwordChangedFor)
        throw redirect({ href: ownPath(search.next), replace: true });
    },
    component: lazyRouteComponent(() => import('./SignInPage.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'invitation',
    component: lazyRouteComponent(() => import('./InvitationPage.tsx'), 'InvitationPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'forgotten-password',
    component: lazyRouteComponent(() => import('./ForgottenPasswordPage.tsx'), 'ForgottenPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'reset-password',
    component: lazyRouteComponent(() => import('./ResetPasswordPage.tsx'), 'ResetPasswordPage'),
  }),
] as const;

export const routes = [
  page('sessions', () => import('./SessionsPage.tsx'), 'SessionsPage'),
  page('agreement', () => import('./AgreementPage.tsx'), 'AgreementPage'),
  page('agreement/new', () => import('./PublishAgreementPage.tsx'), 'PublishAgreementPage'),
] as const;

const signIn = {
  label: 'Sign-in',
  to: '/sessions',
  icon: IconUserShield,
  permission: 'SESSION_OWN',
  keywords: ['sessions', 'change password', 'devices'],
} as const;
const agreement = {
  label: 'Processing agreement',
  to: '/agreement',
  icon: IconFileCheck,
  permission: 'AGREEMENT_READ',
  order: 10,
  keywords: ['data protection', 'terms', 'versions'],
} as const;

export const feature: Feature = {
  places: [
    { ...signIn, levels: ADMINISTRATORS, group: 'settings', order: 60 },
    { ...signIn, levels: ['END_USER'], group: 'account', order: 20 },
    { ...agreement, levels: SELLERS, group: 'compliance' },
    { ...agreement, levels: ['COMPANY'], group: 'dataProtection' },
  ],
  actions: [
    {
      label: 'Publish a processing agreement',
      to: '/agreement/new',
      icon: IconFileCheck,
      permission: 'AGREEMENT_PUBLISH',
    },
  ],
  things: {
    Membership: { one: 'Membership', many: 'Memberships' },
    Session: { one: 'Session', many: 'Sessions' },
    Agreement: { one: 'Processing agreement', many: 'Processing agreements' },
  },
  audit: {
    signIn: 'Sign in',
    signOut: 'Sign out',
    switchMembership: 'Switch membership',
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
  },
  home: homePart(
    graphql(`
      fragment IdentityHome on Home {
        agreementDue
      }
    `),
    {
      types: ['Agreement', 'Company'],
      tasks: ({ agreementDue }) => [
        agreementDue && {
          key: 'agreement',
          count: 1,
          title: 'The processing agreement waits for you',
          detail: 'Read and accept it, so that your people’s data is handled under it.',
          href: '/agreement',
          urgent: true,
          order: 10,
        },
      ],
    },
  ),
};
