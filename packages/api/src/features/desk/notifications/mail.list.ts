import { beginsWith, by, choice, list } from '../../../kernel/read/list.ts';
import { Mail, MailState } from './mail.entity.ts';

/** The mail of all tenants, for staff. */
export const mails = list(Mail, {
  name: 'mails',
  permission: 'MAIL_READ',
  filters: { search: beginsWith('to_key'), state: choice('state', MailState) },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
