import { page } from '../../../frame/routes.ts';

export const routes = [
  page('contacts', () => import('./ContactsPage.tsx'), 'ContactsPage'),
  page('contacts/import', () => import('./ImportContactsPage.tsx'), 'ImportContactsPage'),
  page('contacts/$contactId', () => import('./ContactPage.tsx'), 'ContactPage'),
] as const;
