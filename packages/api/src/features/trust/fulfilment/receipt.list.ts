import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { RightsDeed, RightsReceipt } from './rights-receipt.entity.ts';

/** What was done about people's data, the newest first. [D3] */
export const rightsReceipts = list(RightsReceipt, {
  name: 'rightsReceipts',
  permission: 'RIGHTS_READ',
  filters: {
    deed: choice('deed', RightsDeed),
    rightsRequestId: equals('rights_request_id'),
    changeSetId: equals('change_set_id'),
    companyId: equals('company_id'),
    endUserId: equals('end_user_id'),
  },
  sorts: { STARTED_AT: [by('started_at', 'timestamptz')] },
  order: ['STARTED_AT', 'DESC'],
});
