import { page } from '../../../frame/routes.ts';

export const routes = [
  page('outbox', () => import('./OutboxPage.tsx'), 'OutboxPage'),
  page('outbox/$mailId', () => import('./MailPage.tsx'), 'MailPage'),
] as const;
