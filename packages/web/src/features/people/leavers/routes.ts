import { page } from '../../../frame/routes.ts';

export const routes = [
  page('leavers', () => import('./LeaverList.tsx'), 'LeaverList'),
  page('leavers/$leaverId', () => import('./LeaverPage.tsx'), 'LeaverPage'),
  page('end-users/$endUserId/leave', () => import('./PlanLeaverPage.tsx'), 'PlanLeaverPage'),
] as const;
