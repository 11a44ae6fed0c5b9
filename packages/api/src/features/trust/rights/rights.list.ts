import { by, choice, equals, type FilterField, list, yesOrNo } from '../../../kernel/read/list.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { RightsEnquiry, RightsEnquiryState } from './rights-enquiry.entity.ts';
import { RightsKind } from './rights-kinds.ts';
import { isOpen, isPaused, RightsRequest, RightsStatus } from './rights-request.entity.ts';

const day = (compare: '>=' | '<='): FilterField => ({
  type: () => GraphQLDate,
  condition: (row, value, statement) => `${row}.due_on ${compare} ${statement.bind(value, 'date')}`,
});

/** Requests about personal data, what is due first at the top. [D2] [D3] */
export const rightsRequests = list(RightsRequest, {
  name: 'rightsRequests',
  permission: 'RIGHTS_READ',
  filters: {
    kind: choice('kind', RightsKind),
    status: choice('status', RightsStatus),
    open: yesOrNo(isOpen),
    paused: yesOrNo(isPaused),
    dueFrom: day('>='),
    dueTo: day('<='),
    companyId: equals('company_id'),
    endUserId: equals('end_user_id'),
    resellerId: equals('reseller_id'),
  },
  sorts: { DUE_ON: [by('due_on', 'date')], RECEIVED_ON: [by('received_on', 'date')] },
  order: ['DUE_ON', 'ASC'],
});

/** What came by the public form and is nobody's yet. */
export const rightsEnquiries = list(RightsEnquiry, {
  name: 'rightsEnquiries',
  permission: 'RIGHTS_ROUTE',
  filters: { state: choice('state', RightsEnquiryState) },
  sorts: { DUE_ON: [by('due_on', 'date')] },
  order: ['DUE_ON', 'ASC'],
});
