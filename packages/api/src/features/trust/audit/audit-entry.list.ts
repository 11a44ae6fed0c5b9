import { betweenDays } from '../../../kernel/read/days.ts';
import { beginsWith, by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { AuditEntry } from './audit-entry.entity.ts';

/** The audit log of one's own tenants, newest first. [D9] */
export const auditEntries = list(AuditEntry, {
  name: 'auditEntries',
  permission: 'AUDIT_READ',
  unnoted: 'it is read to hold those who act to account, and names people by id only',
  filters: {
    search: beginsWith('action_key'),
    action: equals('action', () => String, 'text'),
    level: choice('actor_level', LevelChoice),
    actorMembershipId: equals('actor_membership_id'),
    ...betweenDays('at'),
    byPerson: yesOrNo((row) => `(${row}.actor_level is not null)`),
    resellerId: equals('reseller_id'),
    companyId: equals('company_id'),
    subjectId: equals('subject_id'),
    subjectType: equals('subject_type', () => String, 'text'),
    refused: yesOrNo((row) => `(${row}.refusal is not null)`),
  },
  sorts: { AT: [by('at', 'timestamptz')] },
  order: ['AT', 'DESC'],
});
