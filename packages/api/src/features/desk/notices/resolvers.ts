import { mutation } from '../../../kernel/graphql/door.ts';
import type { Class } from '../../../kernel/table.ts';
import { markNoticeSeen } from './mark-notice-seen.ts';
import { Notice } from './notice.entity.ts';
import { notices } from './notice.list.ts';
import { noticeAudience } from './notice-audience.ts';
import { publishNotice } from './publish-notice.ts';

export const noticesResolvers: Class[] = [
  notices.resolver,
  noticeAudience,
  mutation(publishNotice, Notice),
  mutation(markNoticeSeen, Notice),
];
