import { beginsWith, by, choice, equals, list } from '../../../kernel/read/list.ts';
import { Domain, DomainState } from './domain.entity.ts';
import { EndUser, EndUserStatus } from './end-user.entity.ts';

const createdAt = [by('created_at', 'timestamptz')];

export const domains = list(Domain, {
  name: 'domains',
  permission: 'DOMAIN_READ',
  filters: {
    search: beginsWith('name'),
    companyId: equals('company_id'),
    state: choice('state', DomainState),
  },
  sorts: { NAME: [by('name')], CREATED_AT: createdAt },
  order: ['NAME', 'ASC'],
});

export const endUsers = list(EndUser, {
  name: 'endUsers',
  permission: 'END_USER_READ',
  filters: {
    search: beginsWith('last_key', 'first_key', 'email_key', 'user_key'),
    companyId: equals('company_id'),
    status: choice('status', EndUserStatus),
  },
  sorts: {
    NAME: [by('last_key'), by('first_key')],
    EMAIL: [by('email_key')],
    USER_ID: [by('user_key')],
    CREATED_AT: createdAt,
  },
  order: ['NAME', 'ASC'],
});
