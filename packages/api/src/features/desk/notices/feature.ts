import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { viewerField } from '../../people/identity/index.ts';
import { markNoticeSeen } from './mark-notice-seen.ts';
import { Notice, NoticeRecipient } from './notice.entity.ts';
import { notices } from './notice.list.ts';
import { noticeAudience } from './notice-audience.ts';
import { publishNotice } from './publish-notice.ts';

const permissions = {
  NOTICE_READ: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'Read notices of incidents, maintenance and changes',
  },
  NOTICE_PUBLISH: { area: 'support', levels: ['PLATFORM'], words: 'Publish notices to customers' },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const noticesFeature = feature({
  name: 'desk/notices',
  needs: [
    'desk/notifications',
    'people/identity',
    'people/directory',
    'trade/catalogue',
    'trade/subscriptions',
  ],
  permissions,
  tables: [Notice, NoticeRecipient],
  lists: [notices],
  verbs: [mutation(publishNotice, Notice), mutation(markNoticeSeen, Notice)],
  views: [noticeAudience],
  fields: [
    viewerField(
      'unseenNotices',
      () => Int,
      `select count(distinct n.notice_id) from notice_recipient n
         where (n.membership_id = m.id or n.end_user_id = m.end_user_id) and n.seen_at is null`,
    ),
  ],
  audits: {
    Notice: { label: 'Notice', name: (id) => `select n.title from notice n where n.id = ${id}` },
  },
  notHeld: {
    notice_recipient: 'notices that were for them',
  },
  demo: () => import('./demo.ts'),
});
