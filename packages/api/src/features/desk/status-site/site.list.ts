import { setting } from '../../../kernel/protection.ts';
import { by, list, yesOrNo } from '../../../kernel/read/list.ts';
import { StatusSite } from './site.entity.ts';

/** The status pages that everyone can read, of those whoever asks looks after. [N4] */
export const statusSites = list(StatusSite, {
  name: 'statusSites',
  permission: 'STATUS_WRITE',
  filters: { mine: yesOrNo((row) => `${row}.reseller_id = ${setting('reseller_id')}`) },
  sorts: { SLUG: [by('slug', 'text')] },
  order: ['SLUG', 'ASC'],
});
