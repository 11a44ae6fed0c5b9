import { page } from '../../../frame/routes.ts';

export const routes = [
  page('status-board', () => import('./StatusBoard.tsx'), 'StatusBoard'),
  page('status-board/new', () => import('./PublishIncident.tsx'), 'PublishIncident'),
  page('status-board/maintenance', () => import('./PlanMaintenance.tsx'), 'PlanMaintenance'),
  page('status-board/components', () => import('./ComponentsPage.tsx'), 'ComponentsPage'),
  page('status-board/page', () => import('./StatusSitePage.tsx'), 'StatusSitePage'),
  page('status-board/$incidentId', () => import('./IncidentPage.tsx'), 'IncidentPage'),
] as const;
