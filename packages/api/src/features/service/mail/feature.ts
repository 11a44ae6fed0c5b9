import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { narrowed, yesOrNo } from '../../../kernel/read/list.ts';
import { Subscription, subscriptions } from '../../trade/subscriptions/index.ts';
import { heldMailOfOthers } from './held-mail-of-others.ts';
import { heldMailboxes } from './held-mailboxes.ts';
import { findDueMail, findDueMailJob, keepMailDays, keepMailDaysJob } from './keep-mail-days.ts';
import mailSql from './mail.sql?raw';
import { passMailOn } from './pass-mail-on.ts';
import { MailRecipient, PassedMail } from './passed-mail.entity.ts';
import { stopPassingMailOn } from './stop-passing-mail-on.ts';
import { hasPassedMail, mailFields } from './subscription-mail.ts';

const permissions = {
  /** Reading what was written to somebody else is another thing than ordering services for them. */
  MAIL_PASS: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Have the mail of somebody passed on to colleagues',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const mailFeature = feature({
  name: 'service/mail',
  needs: [
    'people/identity',
    'people/directory',
    'trade/catalogue',
    'trade/subscriptions',
    'service/connectors',
  ],
  permissions,
  tables: [PassedMail, MailRecipient],
  sql: [mailSql],
  verbs: [
    mutation(passMailOn, Subscription),
    mutation(stopPassingMailOn, Subscription),
    findDueMail,
    keepMailDays,
  ],
  fields: [...mailFields, narrowed(subscriptions, 'mailPassedOn', yesOrNo(hasPassedMail))],
  jobs: [findDueMailJob, keepMailDaysJob],
  holds: [heldMailboxes, heldMailOfOthers],
  demo: () => import('./demo.ts'),
});
