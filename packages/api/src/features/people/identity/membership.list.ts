import { beginsWith, by, choice, equals, list } from '../../../kernel/read/list.ts';
import { LevelChoice, Membership, MembershipStatus } from './membership.entity.ts';
import { Session } from './session.entity.ts';

export const memberships = list(Membership, {
  name: 'memberships',
  permission: 'MEMBERSHIP_READ',
  // Who is in for support stands with the grants.
  only: (row) => `${row}.lent_to is null`,
  filters: {
    search: beginsWith('last_key', 'first_key', 'email_key'),
    level: choice('level', LevelChoice),
    status: choice('status', MembershipStatus),
    resellerId: equals('reseller_id'),
    companyId: equals('company_id'),
  },
  sorts: {
    NAME: [by('last_key'), by('first_key')],
    EMAIL: [by('email_key')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['NAME', 'ASC'],
});

const NOW = `(select current_setting('steward.now')::timestamptz)`;

/** Where one is signed in: the sessions that have neither been ended nor run out. [S46] [S49] */
export const sessions = list(Session, {
  name: 'sessions',
  permission: 'SESSION_OWN',
  only: (row) => `${row}.ended_at is null and own_session_ends(${row}.id) > ${NOW}`,
  filters: {},
  sorts: {
    LAST_SEEN_AT: [by('last_seen_at', 'timestamptz')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['LAST_SEEN_AT', 'DESC'],
});
