import { beginsWith, by, choice, equals, list } from '../../../kernel/read/list.ts';
import { AccessLink } from './access-link.entity.ts';
import { AccessRequest, AccessRequestState } from './access-request.entity.ts';
import { Correction, CorrectionState } from './correction.entity.ts';

const CREATED_AT = [by('created_at', 'timestamptz')];

export const accessLinks = list(AccessLink, {
  name: 'accessLinks',
  permission: 'REQUEST_DECIDE',
  filters: { resellerId: equals('reseller_id'), companyId: equals('company_id') },
  sorts: { CREATED_AT },
  order: ['CREATED_AT', 'DESC'],
});

export const accessRequests = list(AccessRequest, {
  name: 'accessRequests',
  permission: 'REQUEST_READ',
  filters: {
    search: beginsWith('last_key', 'first_key', 'email_key'),
    state: choice('state', AccessRequestState),
    resellerId: equals('reseller_id'),
    companyId: equals('company_id'),
  },
  sorts: { CREATED_AT, NAME: [by('last_key'), by('first_key')] },
  order: ['CREATED_AT', 'DESC'],
});

export const corrections = list(Correction, {
  name: 'corrections',
  permission: 'CORRECTION_READ',
  filters: {
    state: choice('state', CorrectionState),
    companyId: equals('company_id'),
    endUserId: equals('end_user_id'),
  },
  sorts: { CREATED_AT },
  order: ['CREATED_AT', 'DESC'],
});
