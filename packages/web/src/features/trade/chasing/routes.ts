import { page } from '../../../frame/routes.ts';

export const routes = [
  page('chasing', () => import('./TonightPage.tsx'), 'TonightPage'),
  page('chasing/to-talk-to', () => import('./ToTalkToPage.tsx'), 'ToTalkToPage'),
  page('chasing/restricted', () => import('./RestrictedPage.tsx'), 'RestrictedPage'),
  page('chasing/groups', () => import('./GroupsPage.tsx'), 'GroupsPage'),
  page('chasing/paused', () => import('./PausedPage.tsx'), 'PausedPage'),
  page('chasing/policy', () => import('./PolicyPage.tsx'), 'PolicyPage'),
  page('chasing/rates', () => import('./RatesPage.tsx'), 'RatesPage'),
] as const;
