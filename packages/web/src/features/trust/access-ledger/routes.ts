import { page } from '../../../frame/routes.ts';

export const routes = [page('who-looked', () => import('./WhoLookedPage.tsx'), 'WhoLookedPage')] as const;
