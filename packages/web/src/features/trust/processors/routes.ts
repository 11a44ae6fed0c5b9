import { page } from '../../../frame/routes.ts';

export const routes = [
  page('processing', () => import('./ProcessingPage.tsx'), 'ProcessingPage'),
  page('sub-processors', () => import('./SubProcessorsPage.tsx'), 'SubProcessorsPage'),
  page('sub-processors/new', () => import('./AnnouncePage.tsx'), 'AnnouncePage'),
  page('sub-processors/record', () => import('./AnnouncePage.tsx'), 'RecordPage'),
  page('sub-processor-changes', () => import('./ChangesPage.tsx'), 'ChangesPage'),
  page('sub-processor-changes/$changeId', () => import('./ChangePage.tsx'), 'ChangePage'),
  page('sub-processor-objections', () => import('./ObjectionsPage.tsx'), 'ObjectionsPage'),
] as const;
