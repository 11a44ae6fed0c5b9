import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { Mail } from './mail.entity.ts';
import { mails } from './mail.list.ts';
import { MailAllowance } from './mail-allowance.entity.ts';
import mailAllowanceSql from './mail-allowance.sql?raw';
import { outbox, smtpMailer } from './mailer.ts';
import { sendCircularJob, sendMailJob } from './queue-mail.ts';
import { sendMail } from './send-mail.ts';
import { textOutbox, twilioTexter } from './texter.ts';

const permissions = {
  MAIL_READ: { area: 'records', levels: ['PLATFORM'], words: 'See which letters were sent, and to whom' },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const notificationsFeature = feature({
  name: 'desk/notifications',
  needs: ['platform/tenancy'],
  permissions,
  tables: [Mail, MailAllowance],
  sql: [mailAllowanceSql],
  lists: [mails],
  verbs: [sendMail],
  jobs: [sendMailJob, sendCircularJob],
  services: ({ config }) => ({
    texter: config.smsUrl ? twilioTexter(config.smsUrl) : textOutbox(config.demo),
    mailer: config.smtpUrl ? smtpMailer(config.smtpUrl, config.mailFrom) : outbox(config.demo),
  }),
  notHeld: {
    mail: 'letters that were sent',
  },
});
