import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
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
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'request-access',
    component: lazyRouteComponent(() => import('./RequestAccessPage.tsx'), 'RequestAccessPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'your-data',
    component: lazyRouteComponent(() => import('./YourDataPage.tsx'), 'YourDataPage'),
  }),
] as const;

export const routes = [
  page('sessions', () => import('./SessionsPage.tsx'), 'SessionsPage'),
  page('sessions/confirm-email', () => import('./ConfirmEmailPage.tsx'), 'ConfirmEmailPage'),
  page('time-outs', () => import('./SignInPolicyPage.tsx'), 'SignInPolicyPage'),
  page('audit/security', () => import('./SecurityEventsPage.tsx'), 'SecurityEventsPage'),
  page('agreement', () => import('./AgreementPage.tsx'), 'AgreementPage'),
  page('agreement/platform', () => import('./AgreementPage.tsx'), 'ResellersAgreementPage'),
  page('agreement/new', () => import('./PublishAgreementPage.tsx'), 'PublishAgreementPage'),
  page('agreement/$agreementId', () => import('./AgreementPage.tsx'), 'AgreementVersionPage'),
] as const;
