import { page } from '../../../frame/routes.ts';

export const routes = [
  page('moves', () => import('./MovesPage.tsx'), 'MovesPage'),
  page('moves/$moveId', () => import('./MovePage.tsx'), 'MovePage'),
  page('departures', () => import('./DeparturesPage.tsx'), 'DeparturesPage'),
  page('departures/$departureId', () => import('./DeparturePage.tsx'), 'DeparturePage'),
] as const;
