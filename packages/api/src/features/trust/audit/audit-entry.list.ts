import { beginsWith, by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { AuditEntry } from './audit-entry.entity.ts';

/** The beginning of the day in London, or of the one after it. */
const beginning = (day: string, later = 0): string =>
  `((${day} + ${later})::timestamp at time zone 'Europe/London')`;

/** The audit log of one's own tenants, newest first. [D9] */
export const auditEntries = list(AuditEntry, {
  name: 'auditEntries',
  permission: 'AUDIT_READ',
  filters: {
    search: beginsWith('action_key'),
    action: equals('action', () => String, 'text'),
    level: choice('actor_level', LevelChoice),
    actorMembershipId: equals('actor_membership_id'),
    from: {
      type: () => GraphQLDate,
      condition: (row, value, statement) => `${row}.at >= ${beginning(statement.bind(value, 'date'))}`,
    },
    to: {
      type: () => GraphQLDate,
      condition: (row, value, statement) => `${row}.at < ${beginning(statement.bind(value, 'date'), 1)}`,
    },
    byPerson: yesOrNo((row) => `(${row}.actor_level is not null)`),
    resellerId: equals('reseller_id'),
    companyId: equals('company_id'),
    subjectId: equals('subject_id'),
  },
  sorts: { AT: [by('at', 'timestamptz')] },
  order: ['AT', 'DESC'],
});
