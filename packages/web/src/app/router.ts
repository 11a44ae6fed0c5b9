import { createRouter } from '@tanstack/react-router';
import { CrashPage } from './pages/CrashPage.tsx';
import { billingPages } from './routes/billing.ts';
import { cataloguePages } from './routes/catalogue.ts';
import { directoryPages } from './routes/directory.ts';
import { identityPages, publicPages } from './routes/identity.ts';
import { noticePages } from './routes/notices.ts';
import { oversightPages } from './routes/oversight.ts';
import { provisioningPages } from './routes/provisioning.ts';
import { notFoundRoute, rootRoute, shellRoute } from './routes/root.ts';
import { selfPages } from './routes/self.ts';
import { subscriptionsPages } from './routes/subscriptions.ts';
import { tenancyPages } from './routes/tenancy.ts';

const routeTree = rootRoute.addChildren([
  ...publicPages,
  shellRoute.addChildren([
    ...oversightPages,
    ...tenancyPages,
    ...directoryPages,
    ...cataloguePages,
    ...subscriptionsPages,
    ...provisioningPages,
    ...billingPages,
    ...noticePages,
    ...selfPages,
    ...identityPages,
    notFoundRoute,
  ]),
]);

/** The console's pages. Each page is loaded when it is first opened, or when the pointer rests on a link to it. */
export const router = createRouter({
  routeTree,
  context: { signedIn: false, left: false },
  // A page that breaks leaves the navigation around it alone.
  defaultErrorComponent: CrashPage,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
