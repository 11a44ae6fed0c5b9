import { repeatableSql } from '../../../kernel/repeatable-sql.ts';
import type { Class } from '../../../kernel/table.ts';
import mailAllowanceSql from './mail-allowance.sql?raw';
import './mail-allowance.entity.ts';
import { mails } from './mail.list.ts';

repeatableSql(mailAllowanceSql);

export const notificationsResolvers: Class[] = [mails.resolver];
