import { page } from '../../../frame/routes.ts';

export const routes = [
  page('rights-requests', () => import('./RightsRequestsPage.tsx'), 'RightsRequestsPage'),
  page('rights-requests/calendar', () => import('./RightsCalendarPage.tsx'), 'RightsCalendarPage'),
  page('rights-requests/form', () => import('./RightsEnquiriesPage.tsx'), 'RightsEnquiriesPage'),
  page('rights-requests/$requestId', () => import('./RightsRequestPage.tsx'), 'RightsRequestPage'),
] as const;
