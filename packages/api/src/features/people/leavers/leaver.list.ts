import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { Leaver, LeaverState } from './leaver.entity.ts';

export const leavers = list(Leaver, {
  name: 'leavers',
  permission: 'LEAVER_READ',
  // What somebody only looked at is theirs to go on with, from the page of whom it is about.
  only: (row) => `${row}.state <> 'PLANNED'`,
  filters: {
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    endUserId: equals('end_user_id'),
    state: choice('state', LeaverState),
  },
  sorts: {
    LAST_DAY: [by('last_day', 'date')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['LAST_DAY', 'DESC'],
});
