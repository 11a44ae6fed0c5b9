import { by, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { searchBySubscription } from '../../trade/subscriptions/index.ts';
import { Observation } from './observation.entity.ts';

/** What was seen of each subscription's service. */
export const observations = list(Observation, {
  name: 'observations',
  permission: 'PROVISIONING_READ',
  filters: {
    search: searchBySubscription('subscription_id'),
    drifted: yesOrNo((row) => `(${row}.drifted_at is not null)`),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
