import { page } from '../../../frame/routes.ts';

export const routes = [
  page('consents', () => import('./ConsentsPage.tsx'), 'ConsentsPage'),
  page('consents/mine', () => import('./OwnConsents.tsx'), 'OwnConsents'),
] as const;
