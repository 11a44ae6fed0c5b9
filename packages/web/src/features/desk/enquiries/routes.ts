import { page } from '../../../frame/routes.ts';

const pages = () => import('./pages.ts');

export const routes = [
  page('enquiries', pages, 'EnquiriesPage'),
  page('enquiries/forms', pages, 'FormsPage'),
  page('enquiries/$enquiryId', pages, 'EnquiryPage'),
] as const;
