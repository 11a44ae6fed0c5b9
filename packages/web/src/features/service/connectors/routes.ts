import { page } from '../../../frame/routes.ts';

export const routes = [
  page('connectors', () => import('./ConnectorsPage.tsx'), 'ConnectorsPage'),
  page('connectors/$connectorId', () => import('./ConnectorPage.tsx'), 'ConnectorPage'),
] as const;
