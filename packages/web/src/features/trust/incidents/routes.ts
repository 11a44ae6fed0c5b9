import { page } from '../../../frame/routes.ts';

export const routes = [
  page('incidents', () => import('./IncidentList.tsx'), 'IncidentList'),
  page('incidents/new', () => import('./ReportIncident.tsx'), 'ReportIncident'),
  page('incidents/$incidentId', () => import('./IncidentRoom.tsx'), 'IncidentRoom'),
  page('incidents/$incidentId/edit', () => import('./JudgeIncident.tsx'), 'JudgeIncident'),
  page('incidents/$incidentId/scope', () => import('./ScopeIncident.tsx'), 'ScopeIncident'),
  page('breach-notices', () => import('./BreachNoticesPage.tsx'), 'BreachNoticesPage'),
  page('breach-notices/$noticeId', () => import('./BreachNoticePage.tsx'), 'BreachNoticePage'),
  page('breach-letters', () => import('./BreachLettersPage.tsx'), 'BreachLettersPage'),
] as const;
