import { by, equals, list } from '../../../kernel/read/list.ts';
import { PublishedHead } from './published-head.entity.ts';

/** The ends of one's own tenants' chains, as they were published, newest first. [S81] */
export const publishedHeads = list(PublishedHead, {
  name: 'publishedHeads',
  permission: 'AUDIT_READ',
  filters: { resellerId: equals('reseller_id') },
  sorts: { DAY: [by('day', 'date')] },
  order: ['DAY', 'DESC'],
});
