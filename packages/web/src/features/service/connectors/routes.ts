import { page } from '../../../frame/routes.ts';

export const routes = [page('connectors', () => import('./ConnectorsPage.tsx'), 'ConnectorsPage')] as const;
