import type { Class } from '../../../kernel/table.ts';
import { mails } from './mail.list.ts';

export const notificationsResolvers: Class[] = [mails.resolver];
