import { page } from '../../../frame/routes.ts';

export const routes = [
  page('enquiries', () => import('./EnquiriesPage.tsx'), 'EnquiriesPage'),
  page('enquiries/forms', () => import('./FormsPage.tsx'), 'FormsPage'),
  page('enquiries/$enquiryId', () => import('./EnquiryPage.tsx'), 'EnquiryPage'),
] as const;
