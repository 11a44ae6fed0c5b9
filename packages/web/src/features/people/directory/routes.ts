import { page } from '../../../frame/routes.ts';

export const routes = [
  page('end-users', () => import('./EndUserList.tsx'), 'EndUserList'),
  page('end-users/new', () => import('./AddEndUserPage.tsx'), 'AddEndUserPage'),
  page('end-users/templates', () => import('./JoinerTemplatesPage.tsx'), 'JoinerTemplatesPage'),
  page('end-users/$endUserId', () => import('./EndUserPage.tsx'), 'EndUserPage'),
  page('domains', () => import('./DomainList.tsx'), 'DomainList'),
] as const;
