import { setting } from '../../../kernel/protection.ts';
import { by, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Quota } from './quota.entity.ts';

/** Quotas: what one is held to, and what one has set. A company keeps to those of the reseller that it has now. [C4] */
export const quotas = list(Quota, {
  name: 'quotas',
  permission: 'QUOTA_READ',
  only: (row, level) => (level === 'COMPANY' ? `${row}.reseller_id = ${setting('reseller_id')}` : undefined),
  filters: {
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    ofCompany: yesOrNo((row) => `(${row}.company_id is not null)`),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
