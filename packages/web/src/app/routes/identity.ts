import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ownPath } from './own-path.ts';
import { rootRoute, shellRoute } from './root.ts';

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-in',
  beforeLoad: ({ context, search, location }) => {
    // Whoever has just chosen a new password signs in with it, whether or not a session was open here.
    if (context.signedIn && !location.state.passwordChangedFor)
      throw redirect({ href: ownPath(search.next), replace: true });
  },
  component: lazyRouteComponent(() => import('../../features/people/identity/SignInPage.tsx'), 'SignInPage'),
});

const invitation = createRoute({
  getParentRoute: () => rootRoute,
  path: 'invitation',
  component: lazyRouteComponent(
    () => import('../../features/people/identity/InvitationPage.tsx'),
    'InvitationPage',
  ),
});

const forgottenPassword = createRoute({
  getParentRoute: () => rootRoute,
  path: 'forgotten-password',
  component: lazyRouteComponent(
    () => import('../../features/people/identity/ForgottenPasswordPage.tsx'),
    'ForgottenPasswordPage',
  ),
});

const resetPassword = createRoute({
  getParentRoute: () => rootRoute,
  path: 'reset-password',
  component: lazyRouteComponent(
    () => import('../../features/people/identity/ResetPasswordPage.tsx'),
    'ResetPasswordPage',
  ),
});

const sessions = createRoute({
  getParentRoute: () => shellRoute,
  path: 'sessions',
  component: lazyRouteComponent(
    () => import('../../features/people/identity/SessionsPage.tsx'),
    'SessionsPage',
  ),
});

const agreement = createRoute({
  getParentRoute: () => shellRoute,
  path: 'agreement',
  component: lazyRouteComponent(
    () => import('../../features/people/identity/AgreementPage.tsx'),
    'AgreementPage',
  ),
});

const publishAgreement = createRoute({
  getParentRoute: () => shellRoute,
  path: 'agreement/new',
  component: lazyRouteComponent(
    () => import('../../features/people/identity/PublishAgreementPage.tsx'),
    'PublishAgreementPage',
  ),
});

export const publicPages = [signIn, invitation, forgottenPassword, resetPassword] as const;
export const identityPages = [sessions, agreement, publishAgreement] as const;
