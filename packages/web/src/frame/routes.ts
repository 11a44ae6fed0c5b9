import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  type RegisteredRouter,
  redirect,
} from '@tanstack/react-router';
import type { SearchParams } from '../ui/list/use-list-state.ts';

export interface RouterContext {
  signedIn: boolean;
  /** Signed out by a click: nobody is on their way back to a page. */
  left: boolean;
}

/** Lists keep page, order and filters in the address bar under names of their own, so any short value may stand there. */
function readSearch(search: Record<string, unknown>): SearchParams {
  const plain = Object.entries(search).filter(
    (entry): entry is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]) && String(entry[1]).length <= 500,
  );
  return Object.fromEntries(plain);
}

/** What can be opened without being signed in hangs here. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
  validateSearch: readSearch,
});

/** Everything behind sign-in hangs here: navigation, header, live updates. `app/router.ts` says what that looks like. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'console',
  beforeLoad: ({ context, location }) => {
    if (context.signedIn) return;
    // What stands behind # is secret in links that were mailed, and stays out of addresses. [S58]
    const [href] = location.href.split('#');
    const next = context.left || href === '/' ? undefined : href;
    throw redirect({ to: '/sign-in', search: { next } });
  },
});

/** A page behind sign-in: its address, its module, which is loaded when it is first opened, and its component's name. */
export const page = <
  const Path extends string,
  // biome-ignore lint/suspicious/noExplicitAny: a module exports what it likes
  Module extends Record<string, any>,
  Name extends keyof Module & string,
>(
  path: Path,
  load: () => Promise<Module>,
  name: Name,
) =>
  createRoute({
    getParentRoute: () => shellRoute,
    path,
    component: lazyRouteComponent(load, name),
  });

/** The address of a page that needs no id: checked by the compiler, so that nothing leads to a page that is not there. */
export type PagePath = Exclude<keyof RegisteredRouter['routesByPath'], `${string}$${string}`>;
