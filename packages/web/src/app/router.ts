import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute, shellRoute } from '../frame/routes.ts';
import { CrashPage } from './pages/CrashPage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import * as listed from './routes.ts';

type Module = (typeof listed)[keyof typeof listed];
type Route = Module['routes'][number];
type EntryRoute = Extract<Module, { entryRoutes: unknown }>['entryRoutes'][number];

const modules: readonly Module[] = Object.values(listed);

/** Addresses that lead nowhere keep the navigation around them. */
const notFoundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: NotFoundPage,
});

shellRoute.update({ component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'Shell') });

const routeTree = rootRoute.addChildren([
  ...modules.flatMap((module): readonly EntryRoute[] => ('entryRoutes' in module ? module.entryRoutes : [])),
  shellRoute.addChildren([...modules.flatMap(({ routes }): readonly Route[] => routes), notFoundRoute]),
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
