import { page } from '../../../frame/routes.ts';

export const routes = [page('profile', () => import('./ProfilePage.tsx'), 'ProfilePage')] as const;
