import { page } from '../../../frame/routes.ts';

export const routes = [
  page('processing-records', () => import('./ProcessingRecordsPage.tsx'), 'ProcessingRecordsPage'),
  page('processing-records/$recordId', () => import('./ProcessingRecordPage.tsx'), 'ProcessingRecordPage'),
] as const;
