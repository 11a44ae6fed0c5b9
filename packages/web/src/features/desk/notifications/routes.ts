import { page } from '../../../frame/routes.ts';

export const routes = [
  page('outbox', () => import('./MailList.tsx'), 'MailList'),
  page('outbox/$mailId', () => import('./MailPage.tsx'), 'MailPage'),
] as const;
