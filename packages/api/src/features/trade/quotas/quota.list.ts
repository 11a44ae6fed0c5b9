import { setting } from '../../../kernel/protection.ts';
import { by, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Quota } from './quota.entity.ts';

/** SQL: a quota of this alias that is the reader's to keep to or to raise, rather than one that a reseller has set for its companies. */
const concernsReader = (row: string): string =>
  `(${row}.company_id is null or ${row}.reseller_id = ${setting('reseller_id')})`;

/** SQL: the ids of those that are used to four fifths or more. */
export const NEARLY_USED = `select n.id from quotas_nearly_used(array(select q.id from quota q where ${concernsReader('q')})) n (id)`;

/** Quotas: what one is held to, and what one has set. A company keeps to those of the reseller that it has now. [C4] */
export const quotas = list(Quota, {
  name: 'quotas',
  permission: 'QUOTA_READ',
  only: (row, level) => (level === 'COMPANY' ? `${row}.reseller_id = ${setting('reseller_id')}` : undefined),
  filters: {
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    nearlyUsed: yesOrNo((row) => `(${row}.id in (${NEARLY_USED}))`),
    ofCompany: yesOrNo((row) => `(${row}.company_id is not null)`),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
