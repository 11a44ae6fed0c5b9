import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { Notice, NoticeKind, waits } from './notice.entity.ts';

/** Notices, newest first: for staff all of them, for everyone else those that reached them or their tenant. */
export const notices = list(Notice, {
  name: 'notices',
  permission: 'NOTICE_READ',
  filters: {
    kind: choice('kind', NoticeKind),
    productId: equals('product_id'),
    unseen: {
      type: () => Boolean,
      condition: (row, value) => (value ? waits(row) : `not ${waits(row)}`),
    },
  },
  sorts: { PUBLISHED_AT: [by('published_at', 'timestamptz')] },
  order: ['PUBLISHED_AT', 'DESC'],
});
