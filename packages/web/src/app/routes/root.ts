import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { SearchParams } from '../../ui/list/use-list-state.ts';
import { NotFoundPage } from '../pages/NotFoundPage.tsx';

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

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  validateSearch: readSearch,
});

/** Everything behind sign-in hangs here: navigation, header, live updates. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'console',
  beforeLoad: ({ context, location }) => {
    if (context.signedIn) return;
    const next = context.left || location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/sign-in', search: { next } });
  },
  component: lazyRouteComponent(() => import('../shell/Shell.tsx'), 'Shell'),
});

/** Addresses that lead nowhere keep the navigation around them. */
export const notFoundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: NotFoundPage,
});
