import { by, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Agreement } from './agreement.entity.ts';

/** The versions of the data processing agreement, newest first. */
export const agreements = list(Agreement, {
  name: 'agreements',
  permission: 'AGREEMENT_READ',
  filters: {
    resellerId: equals('reseller_id'),
    byPlatform: yesOrNo((row) => `(${row}.reseller_id is null)`),
  },
  sorts: { PUBLISHED_ON: [by('published_on', 'date')] },
  order: ['PUBLISHED_ON', 'DESC'],
});
