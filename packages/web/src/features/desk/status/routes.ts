import { page } from '../../../frame/routes.ts';

export const routes = [page('status-board', () => import('./StatusBoard.tsx'), 'StatusBoard')] as const;
