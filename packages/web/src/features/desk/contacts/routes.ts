import { page } from '../../../frame/routes.ts';

const pages = () => import('./pages.ts');

export const routes = [
  page('contacts', pages, 'ContactsPage'),
  page('contacts/import', pages, 'ImportContactsPage'),
  page('contacts/$contactId', pages, 'ContactPage'),
] as const;
